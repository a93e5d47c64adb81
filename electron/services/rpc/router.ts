import { logFailure } from '../log.ts';
import type { CallContext } from './call-context.ts';
import { piecewise } from './error-mapping.ts';
import { guarded } from './guard.ts';

const newsFor = (caller: CallContext) =>
  caller.site.answers.news().map(each => ({ ...each, patientName: caller.inLists.name(each.patientName) }));

/** Every procedure of the contract, handed to the service whose name it bears. */
export const router = guarded.router({
  application: {
    status: guarded.application.status.handler(({ context: { caller: c } }) => c.workstation.status(c.connection)),
  },
  setup: {
    recoveryKey: guarded.setup.recoveryKey.handler(({ context: { caller: c } }) => c.workstation.newRecoveryKey()),
    complete: guarded.setup.complete.handler(({ context: { caller: c }, input }) =>
      c.workstation.setUp(c.connection, input),
    ),
  },
  session: {
    unlock: guarded.session.unlock.handler(({ context: { caller: c }, input }) =>
      c.workstation.unlock(c.connection, input),
    ),
    lock: guarded.session.lock.handler(({ context: { caller: c } }) => c.workstation.lock(c.connection)),
    teach: guarded.session.teach.handler(({ context: { caller: c }, input }) =>
      c.workstation.teach(c.connection, input.on),
    ),
    touch: guarded.session.touch.handler(({ context: { caller: c } }) => c.workstation.touch(c.connection)),
    changePassword: guarded.session.changePassword.handler(({ context: { caller: c }, input }) =>
      c.site.users.changePassword(c.actor, input),
    ),
  },
  deviceClock: {
    status: guarded.deviceClock.status.handler(({ context: { caller: c } }) => c.site.deviceClock.status()),
    confirm: guarded.deviceClock.confirm.handler(({ context: { caller: c } }) => c.site.deviceClock.confirm(c.actor)),
  },
  drafts: {
    get: guarded.drafts.get.handler(({ context: { caller: c }, input }) => c.site.drafts.get(c.actor, input)),
    put: guarded.drafts.put.handler(({ context: { caller: c }, input }) => c.site.drafts.put(c.actor, input)),
    discard: guarded.drafts.discard.handler(({ context: { caller: c }, input }) =>
      c.site.drafts.discard(c.actor, input),
    ),
  },
  users: {
    list: guarded.users.list.handler(({ context: { caller: c } }) => c.site.users.list()),
    add: guarded.users.add.handler(({ context: { caller: c }, input }) => c.site.users.add(c.actor, input)),
    update: guarded.users.update.handler(({ context: { caller: c }, input }) => c.site.users.update(c.actor, input)),
    resetPassword: guarded.users.resetPassword.handler(({ context: { caller: c }, input }) =>
      c.site.users.resetPassword(c.actor, input),
    ),
    deactivate: guarded.users.deactivate.handler(({ context: { caller: c }, input }) =>
      c.site.users.deactivate(c.actor, input),
    ),
  },
  facility: {
    get: guarded.facility.get.handler(({ context: { caller: c } }) => c.site.facility.get()),
    update: guarded.facility.update.handler(({ context: { caller: c }, input }) =>
      c.site.facility.update(c.actor, input),
    ),
  },
  wards: {
    list: guarded.wards.list.handler(({ context: { caller: c } }) =>
      c.site.wards.list().map(ward => ({ ...ward, seal: c.site.trust.sealStanding(ward.facilityCode) })),
    ),
    add: guarded.wards.add.handler(({ context: { caller: c }, input }) => c.site.wards.add(c.actor, input)),
    update: guarded.wards.update.handler(({ context: { caller: c }, input }) => c.site.wards.update(c.actor, input)),
  },
  backup: {
    status: guarded.backup.status.handler(({ context: { caller: c } }) => c.site.backup.status()),
    run: guarded.backup.run.handler(({ context: { caller: c } }) => c.site.backup.run(c.actor)),
    setFolder: guarded.backup.setFolder.handler(({ context: { caller: c }, input }) =>
      c.site.backup.setFolder(c.actor, input),
    ),
    list: guarded.backup.list.handler(({ context: { caller: c }, input }) => c.workstation.listBackups(input)),
    restore: guarded.backup.restore.handler(({ context: { caller: c }, input }) => c.workstation.restore(input)),
    recover: guarded.backup.recover.handler(({ context: { caller: c }, input }) => c.workstation.recover(input)),
  },
  audit: {
    check: guarded.audit.check.handler(({ context: { caller: c } }) => c.site.audit.check()),
    list: guarded.audit.list.handler(({ context: { caller: c }, input }) => c.site.audit.list(input)),
    actors: guarded.audit.actors.handler(({ context: { caller: c } }) => c.site.audit.actors()),
    export: guarded.audit.export.handler(({ context: { caller: c }, input }) => c.site.audit.export(c.actor, input)),
  },
  registry: {
    get: guarded.registry.get.handler(({ context: { caller: c } }) => c.site.registry.get()),
    set: guarded.registry.set.handler(({ context: { caller: c }, input }) => {
      c.site.registry.set(c.actor, input);
      return {};
    }),
    access: guarded.registry.access.handler(({ context: { caller: c } }) => c.site.registry.access()),
    makeKey: guarded.registry.makeKey.handler(({ context: { caller: c } }) => c.site.registry.makeKey(c.actor)),
    setCertificate: guarded.registry.setCertificate.handler(({ context: { caller: c }, input }) =>
      c.site.registry.setCertificate(c.actor, input),
    ),
    setAuthority: guarded.registry.setAuthority.handler(({ context: { caller: c }, input }) =>
      c.site.registry.setAuthority(c.actor, input),
    ),
    setProxy: guarded.registry.setProxy.handler(({ context: { caller: c }, input }) =>
      c.site.registry.setProxy(c.actor, input),
    ),
    setAllowedHosts: guarded.registry.setAllowedHosts.handler(({ context: { caller: c }, input }) =>
      c.site.registry.setAllowedHosts(c.actor, input),
    ),
    test: guarded.registry.test.handler(({ context: { caller: c } }) => c.site.registry.test()),
  },
  formulas: {
    status: guarded.formulas.status.handler(({ context: { caller: c } }) => c.site.formulas.status()),
    check: guarded.formulas.check.handler(({ context: { caller: c } }) => c.site.formulas.check(c.actor)),
  },
  models: {
    list: guarded.models.list.handler(({ context: { caller: c } }) => c.site.models.list()),
    install: guarded.models.install.handler(({ context: { caller: c }, input }) =>
      c.site.models.install(c.actor, input.text),
    ),
  },
  worklist: {
    list: guarded.worklist.list.handler(({ context: { caller: c } }) =>
      c.site.worklist.list({ conceal: c.inLists, clinical: c.readsClinical }),
    ),
    badge: guarded.worklist.badge.handler(({ context: { caller: c } }) => c.site.worklist.badge()),
  },
  patients: {
    search: guarded.patients.search.handler(({ context: { caller: c }, input }) =>
      c.site.patients.search({ ...input, userId: c.user.id, conceal: c.inLists }),
    ),
    get: guarded.patients.get.handler(({ context: { caller: c }, input }) =>
      c.onPages.person(c.site.patients.get(input.id)),
    ),
    reveal: guarded.patients.reveal.handler(({ context: { caller: c }, input }) =>
      c.site.patients.reveal(c.actor, input),
    ),
    create: guarded.patients.create.handler(({ context: { caller: c }, input: { distinctFrom = [], ...fields } }) =>
      c.site.identity.add(c.actor, fields, distinctFrom),
    ),
    update: guarded.patients.update.handler(({ context: { caller: c }, input: { distinctFrom = [], ...change } }) =>
      c.site.identity.change(c.actor, change, distinctFrom),
    ),
    versions: guarded.patients.versions.handler(({ context: { caller: c }, input }) =>
      c.site.patients.versions(input.id).map(each => ({ ...each, before: c.onPages.person(each.before) })),
    ),
  },
  identity: {
    suspects: guarded.identity.suspects.handler(({ context: { caller: c }, input }) =>
      c.site.identity.suspects(input, c.inLists),
    ),
    pairs: guarded.identity.pairs.handler(({ context: { caller: c } }) => c.site.identity.pairs(c.inLists)),
    distinguish: guarded.identity.distinguish.handler(({ context: { caller: c }, input }) =>
      c.site.identity.distinguish(c.actor, input),
    ),
    addUnnamed: guarded.identity.addUnnamed.handler(({ context: { caller: c }, input }) =>
      c.site.identity.addUnnamed(c.actor, input),
    ),
    confirm: guarded.identity.confirm.handler(({ context: { caller: c }, input }) =>
      c.site.identity.confirm(c.actor, input),
    ),
    history: guarded.identity.history.handler(({ context: { caller: c }, input }) =>
      c.site.identity.history(input.id, c.onPages),
    ),
    compare: guarded.identity.compare.handler(({ context: { caller: c }, input }) =>
      c.site.identity.compare(input.ids, c.onPages),
    ),
    merge: guarded.identity.merge.handler(({ context: { caller: c }, input }) => c.site.identity.merge(c.actor, input)),
    undoMerge: guarded.identity.undoMerge.handler(({ context: { caller: c }, input }) =>
      c.site.identity.undoMerge(c.actor, input),
    ),
  },
  episodes: {
    list: guarded.episodes.list.handler(({ context: { caller: c }, input }) => c.site.episodes.list(input.patientId)),
    get: guarded.episodes.get.handler(({ context: { caller: c }, input }) => c.site.episodes.get(input.id)),
    create: guarded.episodes.create.handler(({ context: { caller: c }, input }) =>
      c.site.episodes.create(c.actor, input),
    ),
    update: guarded.episodes.update.handler(({ context: { caller: c }, input }) =>
      c.site.episodes.update(c.actor, input),
    ),
    versions: guarded.episodes.versions.handler(({ context: { caller: c }, input }) =>
      c.site.episodes.versions(input.id),
    ),
  },
  findings: {
    list: guarded.findings.list.handler(({ context: { caller: c }, input }) => c.site.findings.list(input.episodeId)),
    record: guarded.findings.record.handler(({ context: { caller: c }, input }) =>
      c.site.findings.record(c.actor, input),
    ),
    correct: guarded.findings.correct.handler(({ context: { caller: c }, input }) =>
      c.site.findings.correct(c.actor, input),
    ),
    void: guarded.findings.void.handler(({ context: { caller: c }, input }) => c.site.findings.void(c.actor, input)),
    versions: guarded.findings.versions.handler(({ context: { caller: c }, input }) =>
      c.site.findings.versions(input.episodeId),
    ),
  },
  labs: {
    list: guarded.labs.list.handler(({ context: { caller: c }, input }) => c.site.labs.list(input.episodeId)),
    record: guarded.labs.record.handler(({ context: { caller: c }, input }) => c.site.labs.record(c.actor, input)),
    recordPanels: guarded.labs.recordPanels.handler(({ context: { caller: c }, input }) =>
      c.site.labs.recordPanels(c.actor, input.panels),
    ),
    versions: guarded.labs.versions.handler(({ context: { caller: c }, input }) => c.site.labs.versions(input.id)),
    correct: guarded.labs.correct.handler(({ context: { caller: c }, input }) => c.site.labs.correct(c.actor, input)),
    void: guarded.labs.void.handler(({ context: { caller: c }, input }) => c.site.labs.void(c.actor, input)),
  },
  criticalValues: {
    tables: guarded.criticalValues.tables.handler(({ context: { caller: c } }) => c.site.criticalValues.tables()),
    sign: guarded.criticalValues.sign.handler(({ context: { caller: c }, input }) =>
      c.site.criticalValues.sign(c.user, c.actor, input),
    ),
    list: guarded.criticalValues.list.handler(({ context: { caller: c }, input }) =>
      c.site.criticalValues.list(input.episodeId),
    ),
    acknowledge: guarded.criticalValues.acknowledge.handler(({ context: { caller: c }, input }) =>
      c.site.criticalValues.acknowledge(c.actor, input),
    ),
  },
  labImports: {
    begin: guarded.labImports.begin.handler(({ context: { caller: c }, input }) =>
      c.site.labImports.begin(c.actor, input),
    ),
    append: guarded.labImports.append.handler(({ context: { caller: c }, input }) =>
      c.site.labImports.append(c.actor, input),
    ),
    beginFromInbox: guarded.labImports.beginFromInbox.handler(({ context: { caller: c }, input }) =>
      c.site.labImports.beginFromInbox(c.actor, input),
    ),
    read: guarded.labImports.read.handler(({ context: { caller: c }, input, signal }) =>
      piecewise(c.site.labImports.read(c.actor, input, signal), logFailure),
    ),
    preview: guarded.labImports.preview.handler(({ context: { caller: c }, input }) =>
      c.site.labImports.preview(c.actor, input),
    ),
    commit: guarded.labImports.commit.handler(({ context: { caller: c }, input }) =>
      c.site.labImports.commit(c.actor, input),
    ),
    discard: guarded.labImports.discard.handler(({ context: { caller: c }, input }) =>
      c.site.labImports.discard(c.actor, input),
    ),
    list: guarded.labImports.list.handler(({ context: { caller: c }, input }) =>
      c.site.labImports.list(input.episodeId),
    ),
    undo: guarded.labImports.undo.handler(({ context: { caller: c }, input }) =>
      c.site.labImports.undo(c.actor, input),
    ),
  },
  labProfiles: {
    list: guarded.labProfiles.list.handler(({ context: { caller: c } }) => c.site.labProfiles.list()),
    save: guarded.labProfiles.save.handler(({ context: { caller: c }, input }) =>
      c.site.labProfiles.save(c.actor, input),
    ),
    void: guarded.labProfiles.void.handler(({ context: { caller: c }, input }) =>
      c.site.labProfiles.void(c.actor, input),
    ),
  },
  labInbox: {
    status: guarded.labInbox.status.handler(({ context: { caller: c } }) => c.site.labInbox.status()),
    setFolder: guarded.labInbox.setFolder.handler(({ context: { caller: c }, input }) =>
      c.site.labInbox.setFolder(c.actor, input),
    ),
    list: guarded.labInbox.list.handler(({ context: { caller: c } }) => c.site.labInbox.list()),
    dismiss: guarded.labInbox.dismiss.handler(({ context: { caller: c }, input }) =>
      c.site.labInbox.dismiss(c.actor, input),
    ),
  },
  firstVisit: {
    record: guarded.firstVisit.record.handler(({ context: { caller: c }, input }) =>
      c.site.firstVisit.record(c.actor, input),
    ),
  },
  assessments: {
    list: guarded.assessments.list.handler(({ context: { caller: c }, input }) =>
      c.site.assessments.list(input.episodeId),
    ),
  },
  policy: {
    list: guarded.policy.list.handler(({ context: { caller: c } }) => c.site.policy.list()),
    save: guarded.policy.save.handler(({ context: { caller: c }, input }) => c.site.policy.save(c.actor, input)),
    confirm: guarded.policy.confirm.handler(({ context: { caller: c }, input }) =>
      c.site.policy.confirm(c.actor, input),
    ),
  },
  advice: {
    get: guarded.advice.get.handler(({ context: { caller: c }, input }) => c.site.advice.get(input.episodeId)),
    confirm: guarded.advice.confirm.handler(({ context: { caller: c }, input }) =>
      c.site.advice.confirm(c.actor, input),
    ),
    override: guarded.advice.override.handler(({ context: { caller: c }, input }) =>
      c.site.advice.override(c.actor, input),
    ),
  },
  management: {
    list: guarded.management.list.handler(({ context: { caller: c }, input }) =>
      c.site.management.list(input.episodeId),
    ),
    tick: guarded.management.tick.handler(({ context: { caller: c }, input }) =>
      c.site.management.tick(c.actor, input),
    ),
    untick: guarded.management.untick.handler(({ context: { caller: c }, input }) =>
      c.site.management.untick(c.actor, input),
    ),
  },
  treatments: {
    list: guarded.treatments.list.handler(({ context: { caller: c }, input }) =>
      c.site.treatments.list(input.episodeId),
    ),
    record: guarded.treatments.record.handler(({ context: { caller: c }, input }) =>
      c.site.treatments.record(c.actor, input),
    ),
    correct: guarded.treatments.correct.handler(({ context: { caller: c }, input }) =>
      c.site.treatments.correct(c.actor, input),
    ),
    end: guarded.treatments.end.handler(({ context: { caller: c }, input }) => c.site.treatments.end(c.actor, input)),
    versions: guarded.treatments.versions.handler(({ context: { caller: c }, input }) =>
      c.site.treatments.versions(input.id),
    ),
    void: guarded.treatments.void.handler(({ context: { caller: c }, input }) =>
      c.site.treatments.void(c.actor, input),
    ),
  },
  pathway: {
    get: guarded.pathway.get.handler(({ context: { caller: c }, input }) => c.site.pathway.get(input)),
    deeds: guarded.pathway.deeds.handler(({ context: { caller: c }, input }) => c.site.pathway.deeds(input)),
    physicians: guarded.pathway.physicians.handler(({ context: { caller: c } }) => c.site.pathway.physicians()),
    stamp: guarded.pathway.stamp.handler(({ context: { caller: c }, input }) => c.site.pathway.stamp(c.actor, input)),
    voidStamp: guarded.pathway.voidStamp.handler(({ context: { caller: c }, input }) =>
      c.site.pathway.voidStamp(c.actor, input),
    ),
    handOver: guarded.pathway.handOver.handler(({ context: { caller: c }, input }) =>
      c.site.pathway.handOver(c.actor, input),
    ),
    end: guarded.pathway.end.handler(({ context: { caller: c }, input }) => c.site.pathway.end(c.actor, input)),
    resume: guarded.pathway.resume.handler(({ context: { caller: c }, input }) =>
      c.site.pathway.resume(c.actor, input),
    ),
  },
  figures: {
    monthly: guarded.figures.monthly.handler(({ context: { caller: c }, input }) => c.site.figures.monthly(input)),
    export: guarded.figures.export.handler(({ context: { caller: c }, input }) =>
      c.site.figures.export(c.actor, input),
    ),
  },
  referrals: {
    list: guarded.referrals.list.handler(({ context: { caller: c }, input }) =>
      c.site.referrals.list(c.user, input.patientId),
    ),
    get: guarded.referrals.get.handler(({ context: { caller: c }, input }) => c.site.referrals.get(c.user, input.id)),
    draft: guarded.referrals.draft.handler(({ context: { caller: c }, input }) =>
      c.site.referrals.draft(c.user, c.actor, input),
    ),
    supplement: guarded.referrals.supplement.handler(({ context: { caller: c }, input }) =>
      c.site.referrals.supplement(c.user, c.actor, input.id),
    ),
    discard: guarded.referrals.discard.handler(({ context: { caller: c }, input }) =>
      c.site.referrals.discard(c.user, c.actor, input),
    ),
    makeLetter: guarded.referrals.makeLetter.handler(async ({ context: { caller: c }, input }) => {
      await c.site.letters.make(c.actor, input.id);
      return c.site.referrals.get(c.user, input.id);
    }),
    prefill: guarded.referrals.prefill.handler(({ context: { caller: c }, input }) =>
      c.site.referrals.prefill(input.id),
    ),
    save: guarded.referrals.save.handler(({ context: { caller: c }, input }) =>
      c.site.referrals.save(c.user, c.actor, input),
    ),
    sign: guarded.referrals.sign.handler(({ context: { caller: c }, input }) =>
      c.site.referrals.sign(c.user, c.actor, input),
    ),
    withdraw: guarded.referrals.withdraw.handler(({ context: { caller: c }, input }) =>
      c.site.referrals.withdraw(c.user, c.actor, input),
    ),
  },
  departures: {
    get: guarded.departures.get.handler(({ context: { caller: c }, input }) => c.site.departures.get(input.referralId)),
    save: guarded.departures.save.handler(({ context: { caller: c }, input }) =>
      c.site.departures.save(c.actor, input),
    ),
    tellEta: guarded.departures.tellEta.handler(({ context: { caller: c }, input }) =>
      c.site.departures.tellEta(c.actor, input.referralId),
    ),
    addScan: guarded.departures.addScan.handler(({ context: { caller: c }, input }) =>
      c.site.departures.addScan(c.actor, input),
    ),
    scan: guarded.departures.scan.handler(({ context: { caller: c }, input }) =>
      c.site.departures.scan(c.actor, input.id),
    ),
    withdrawConsent: guarded.departures.withdrawConsent.handler(({ context: { caller: c }, input }) =>
      c.site.departures.withdrawConsent(c.actor, input),
    ),
  },
  returns: {
    get: guarded.returns.get.handler(({ context: { caller: c }, input }) => c.site.returns.get(input.referralId)),
    save: guarded.returns.save.handler(({ context: { caller: c }, input }) => c.site.returns.save(c.actor, input)),
  },
  packet: {
    preview: guarded.packet.preview.handler(({ context: { caller: c }, input }) =>
      c.site.packet.preview(c.user, c.actor, input),
    ),
    pdf: guarded.packet.pdf.handler(({ context: { caller: c }, input }) => c.site.packet.pdf(c.user, c.actor, input)),
    print: guarded.packet.print.handler(({ context: { caller: c }, input }) => c.site.packet.print(c.actor, input)),
    testPage: guarded.packet.testPage.handler(({ context: { caller: c }, input }) =>
      c.site.packet.testPage(c.actor, input),
    ),
  },
  answers: {
    course: guarded.answers.course.handler(({ context: { caller: c }, input }) => c.site.answers.course(input)),
    recordPhone: guarded.answers.recordPhone.handler(({ context: { caller: c }, input }) =>
      c.site.answers.recordPhone(c.actor, input),
    ),
    retract: guarded.answers.retract.handler(({ context: { caller: c }, input }) =>
      c.site.answers.retract(c.actor, input),
    ),
    reconcile: guarded.answers.reconcile.handler(({ context: { caller: c }, input }) =>
      c.site.answers.reconcile(c.actor, input),
    ),
    news: guarded.answers.news.handler(({ context: { caller: c } }) => newsFor(c)),
    acknowledge: guarded.answers.acknowledge.handler(({ context: { caller: c }, input }) => {
      c.site.answers.acknowledge(c.actor, input);
      return newsFor(c);
    }),
  },
  messages: {
    list: guarded.messages.list.handler(({ context: { caller: c }, input }) => c.site.messages.list(input)),
    send: guarded.messages.send.handler(({ context: { caller: c }, input }) => c.site.messages.send(c.actor, input)),
  },
  outbox: {
    list: guarded.outbox.list.handler(({ context: { caller: c } }) =>
      c.site.outbox.list().map(line => ({ ...line, patientName: c.inLists.name(line.patientName) })),
    ),
    detail: guarded.outbox.detail.handler(({ context: { caller: c }, input }) => c.site.outbox.detail(input)),
    resend: guarded.outbox.resend.handler(({ context: { caller: c }, input }) => c.site.outbox.resend(c.actor, input)),
    setAside: guarded.outbox.setAside.handler(({ context: { caller: c }, input }) =>
      c.site.outbox.setAside(c.actor, input),
    ),
    decide: guarded.outbox.decide.handler(({ context: { caller: c }, input }) => c.site.outbox.decide(c.actor, input)),
  },
  sync: {
    status: guarded.sync.status.handler(({ context: { caller: c } }) => c.site.sync.status()),
    now: guarded.sync.now.handler(({ context: { caller: c } }) => c.site.sync.now()),
    networkChanged: guarded.sync.networkChanged.handler(({ context: { caller: c } }) => c.workstation.networkChanged()),
    refetch: guarded.sync.refetch.handler(({ context: { caller: c }, input }) => c.site.sync.refetch(input.referralId)),
    compare: guarded.sync.compare.handler(({ context: { caller: c } }) => c.site.sync.compare()),
    settle: guarded.sync.settle.handler(({ context: { caller: c }, input }) =>
      c.site.sync.settle(c.actor, input.choice),
    ),
  },
  trust: {
    own: guarded.trust.own.handler(({ context: { caller: c } }) => c.site.trust.own()),
    exportOwn: guarded.trust.exportOwn.handler(({ context: { caller: c } }) => c.site.trust.exportOwn(c.actor)),
    overview: guarded.trust.overview.handler(({ context: { caller: c } }) => c.site.trust.overview()),
    previewProfile: guarded.trust.previewProfile.handler(({ context: { caller: c }, input }) =>
      c.site.trust.previewProfile(input.text),
    ),
    importProfile: guarded.trust.importProfile.handler(async ({ context: { caller: c }, input }) => ({
      fault: (await c.site.trust.importProfile(c.actor, input))?.fault ?? null,
    })),
    previewPartner: guarded.trust.previewPartner.handler(({ context: { caller: c }, input }) =>
      c.site.trust.previewPartner(input.text),
    ),
    addPartner: guarded.trust.addPartner.handler(async ({ context: { caller: c }, input }) => ({
      fault: (await c.site.trust.addPartner(c.actor, input))?.fault ?? null,
    })),
    revokePartner: guarded.trust.revokePartner.handler(({ context: { caller: c }, input }) => {
      c.site.trust.revokePartner(c.actor, input);
      return {};
    }),
    exportSealKey: guarded.trust.exportSealKey.handler(({ context: { caller: c }, input }) =>
      c.site.trust.exportSealKey(c.actor, input.password),
    ),
    importSealKey: guarded.trust.importSealKey.handler(async ({ context: { caller: c }, input }) => ({
      fault: (await c.site.trust.importSealKey(c.actor, input))?.fault ?? null,
    })),
  },
  sealedFiles: {
    export: guarded.sealedFiles.export.handler(({ context: { caller: c }, input }) =>
      c.site.sealedFiles.export(c.actor, input.referralId),
    ),
  },
  received: {
    readCodes: guarded.received.readCodes.handler(({ context: { caller: c }, input }) =>
      c.site.received.readCodes(input.texts),
    ),
    takeCodes: guarded.received.takeCodes.handler(({ context: { caller: c }, input }) =>
      c.site.received.takeCodes(c.actor, input.texts),
    ),
    beginFile: guarded.received.beginFile.handler(({ context: { caller: c }, input }) =>
      c.site.fileDesk.begin(c.actor, input.size),
    ),
    appendFile: guarded.received.appendFile.handler(({ context: { caller: c }, input }) =>
      c.site.fileDesk.append(c.actor, input),
    ),
    previewFile: guarded.received.previewFile.handler(({ context: { caller: c }, input }) =>
      c.site.fileDesk.preview(c.actor, input.id),
    ),
    takeFile: guarded.received.takeFile.handler(({ context: { caller: c }, input }) =>
      c.site.fileDesk.take(c.actor, input.id),
    ),
    list: guarded.received.list.handler(({ context: { caller: c } }) =>
      c.site.received
        .list()
        .map(line => ({ ...line, patientName: line.patientName && c.inLists.name(line.patientName) })),
    ),
    get: guarded.received.get.handler(({ context: { caller: c }, input }) => c.site.received.get(c.actor, input.id)),
    attachment: guarded.received.attachment.handler(({ context: { caller: c }, input }) =>
      c.site.received.attachment(c.actor, input),
    ),
    answer: guarded.received.answer.handler(({ context: { caller: c }, input }) =>
      c.site.received.answer(c.actor, input),
    ),
    exportAnswer: guarded.received.exportAnswer.handler(({ context: { caller: c }, input }) =>
      c.site.received.exportAnswer(c.actor, input.id),
    ),
  },
  events: {
    subscribe: guarded.events.subscribe.handler(({ context: { caller: c }, signal }) =>
      c.workstation.subscribe(c.connection, signal),
    ),
  },
});
