import type { JWK } from 'jose';
import type { SessionUser } from '../../shared/contract/application.ts';
import type { Facility } from '../../shared/records/facility.ts';
import { isUnanswered } from '../../shared/referral/delivery-state.ts';
import { answersThatHold, type ReturnFacts, toldByWard } from '../../shared/referral/return-facts.ts';
import { createAdvice } from './advice/advice-service.ts';
import { createAnswers } from './answers/answers-service.ts';
import { createFollowPathway } from './answers/follow-pathway.ts';
import { newsOf } from './answers/news.ts';
import { createAssessments } from './assessments/assessments-service.ts';
import { createAudit } from './audit/audit-service.ts';
import { createBackup } from './backup/backup-service.ts';
import type { CopyRunner } from './backup/copy-in-thread.ts';
import { createCriticalValues } from './critical-values/critical-values-service.ts';
import { PROGRAM, type Transaction } from './database/unit-of-work.ts';
import { createDepartures } from './departures/departures-service.ts';
import { createDeviceClock } from './device-clock/device-clock.ts';
import { createDrafts } from './drafts/drafts-service.ts';
import { createEpisodes } from './episodes/episodes-service.ts';
import type { EventHub } from './event-hub.ts';
import { createFacility } from './facility/facility-service.ts';
import { createFigures } from './figures/figures-service.ts';
import { createFindings } from './findings/findings-service.ts';
import { createFirstVisit } from './first-visit/first-visit-service.ts';
import { createFormulaChecks } from './formula-checks/formula-checks-service.ts';
import { createImportBatches } from './lab-imports/import-batches.ts';
import { createLabImports } from './lab-imports/lab-imports-service.ts';
import { createLabInbox } from './lab-imports/lab-inbox-service.ts';
import { createLabProfiles } from './lab-imports/lab-profiles-service.ts';
import type { ReadingRunner } from './lab-imports/read-in-thread.ts';
import { createLabs } from './labs/labs-service.ts';
import { createManagement } from './management/management-service.ts';
import { createMessages } from './messages/messages-service.ts';
import { keepReceivedMessage } from './messages/received-message.ts';
import { openModels } from './models/models-service.ts';
import { enqueueReferral } from './outbox/enqueue-referral.ts';
import { enqueueWithdrawal } from './outbox/enqueue-task-move.ts';
import { createOutboxActions } from './outbox/outbox-actions.ts';
import { createOutbox } from './outbox/outbox-service.ts';
import { coreCodeWriter, createSigningKey } from './packet/core-code-writer.ts';
import { createPacket } from './packet/packet-service.ts';
import { createPathway } from './pathway/pathway-service.ts';
import { createIdentity } from './patients/identity-service.ts';
import { namesOfVersions, rebuildIndex } from './patients/patient-index.ts';
import { createPatientReading } from './patients/patient-reading.ts';
import { createPatients } from './patients/patients-service.ts';
import type { Platform } from './platform.ts';
import { createPolicy } from './policy/policy-service.ts';
import { createAnswerImport } from './received/answer-import.ts';
import { createFileDesk } from './received/file-desk.ts';
import { createReceived } from './received/received-service.ts';
import { createLetters } from './referrals/letters.ts';
import { createSigner } from './referrals/referral-signing.ts';
import { createReferrals } from './referrals/referrals-service.ts';
import { createReturns } from './returns/returns-service.ts';
import { createSealedFiles } from './sealed-file/export-referral.ts';
import { testRegistry } from './sync/capability.ts';
import { systemTimers } from './sync/http.ts';
import { createRegistrySettings, lineAccess, readRegistrySetting } from './sync/registry-settings.ts';
import type { SyncTimes } from './sync/session.ts';
import { createSync } from './sync/sync-service.ts';
import { createHttp } from './sync/undici-http.ts';
import { createTreatments } from './treatments/treatments-service.ts';
import { openTrust } from './trust/trust-service.ts';
import { accountById, activePhysicians } from './users/user-account.ts';
import { createUsers } from './users/users-service.ts';
import type { Lockout } from './vault/lockout.ts';
import type { OpenVault } from './vault/open-vault.ts';
import { putSetting, readSetting, requireSetting, sequenceFloor } from './vault/setting.ts';
import type { SignIn } from './vault/sign-in.ts';
import type { VaultPaths } from './vault/vault-folder.ts';
import { createWards } from './wards/wards-service.ts';
import { createWorklist } from './worklist/worklist-service.ts';

export interface SiteOptions {
  vault: OpenVault;
  platform: Platform;
  signIn: SignIn;
  lockout: Lockout;
  events: EventHub;
  paths: VaultPaths;
  copy: CopyRunner;
  readExport: ReadingRunner;
  softwareVersion: string;
  /** Shorter waiting times for tests. */
  syncTimes: Partial<SyncTimes> | undefined;
  onFacility: (facility: Facility) => void;
  /** A user's account changed; null = may no longer come in. */
  onUser: (userId: string, user: SessionUser | null) => void;
  onBackupDamage: () => void;
}

export type Site = Awaited<ReturnType<typeof openSite>>;

/** Builds all services of an open vault and sets the sync and the daily backup going. */
export async function openSite(options: SiteOptions) {
  const { vault, platform, events, softwareVersion } = options;
  const { read, write, clock, ids } = vault;
  const base = { read, write, clock, ids };
  const training = requireSetting(read, 'training').training;
  const ownSigningKey = await signingKey(vault);
  const codeWriter = await coreCodeWriter(ownSigningKey);

  const deviceClock = createDeviceClock({
    ...base,
    onChange: () => events.publish([{ type: 'clock.changed' }]),
  });
  deviceClock.start();
  const drafts = createDrafts(base);
  const wards = createWards(base);
  const facility = createFacility({ ...base, onChange: options.onFacility });
  const trust = await openTrust({ ...base, facility: facility.get, signingKey: ownSigningKey });
  const users = createUsers({
    ...base,
    slots: vault.slots,
    lockout: options.lockout,
    signIn: options.signIn,
    onChange: user => options.onUser(user.id, user.active ? user : null),
  });
  const outbox = createOutbox(base);

  // Records. A score reads all of them and each of them sets the scores going, hence the late binding.
  const assess = (tx: Transaction, episodeId: string, since: string | null): void => {
    assessments.assess(tx, episodeId, since);
    advice.advise(tx, episodeId);
  };
  const episodes = createEpisodes({
    ...base,
    assess,
    addFindings: (...given) => findings.add(...given),
    begin: (...given) => pathway.begin(...given),
  });
  const ofEpisode = { episode: episodes.get, assess };
  const findings = createFindings({ ...base, ...ofEpisode });
  const labs = createLabs({ ...base, ...ofEpisode });
  const importBatches = createImportBatches({ ...base, ...ofEpisode });
  const labInbox = createLabInbox({
    ...base,
    vaultFolder: options.paths.folder,
    importsOf: importBatches.countOf,
    onChange: () => events.publish([{ type: 'lab-inbox.changed' }]),
  });
  labInbox.start();
  const labProfiles = createLabProfiles(base);
  const labImports = createLabImports({
    ...base,
    ...ofEpisode,
    patient: id => patients.get(id),
    observations: labs.list,
    profiles: labProfiles,
    batches: importBatches,
    run: options.readExport,
    inboxFile: labInbox.bytesOf,
  });
  const treatments = createTreatments({ ...base, ...ofEpisode });
  const firstVisit = createFirstVisit({ ...base, episodes, findings, labs, assess });
  await rebuildIndex(base, namesOfVersions(read));
  const patients = createPatients({
    ...base,
    assess,
  });
  const identity = createIdentity({ ...base, patients });
  const record = {
    patient: patients.get,
    episode: episodes.get,
    observations: labs.list,
    findings: findings.list,
    treatments: treatments.list,
  };
  const assessRefused = (tx: Transaction): void => {
    assessments.assessRefused(tx);
    advice.adviseAll(tx);
  };
  const formulas = createFormulaChecks({
    ...base,
    softwareVersion,
    onEnabled: assessRefused,
    onDisabled: tx => advice.adviseAll(tx),
  });
  const models = await openModels({ ...base, onInstalled: assessRefused });
  const assessments = createAssessments({ ...base, record, disabled: formulas.disabled, model: models.active });
  formulas.start();
  const policy = createPolicy({ ...base, onInForce: tx => advice.adviseAll(tx) });
  const advice = createAdvice({ ...base, episode: episodes.get, present: assessments.present, policy });
  policy.begin();
  const management = createManagement({ ...base, episode: episodes.get, assessments: assessments.list });
  const verifyPassword = (login: string, password: string) => options.signIn.confirm({ login, password });
  const criticalValues = createCriticalValues({ ...base, ...record, observation: labs.get, verifyPassword });

  const departures = createDepartures({
    ...base,
    frozen: id => packet.frozen(id),
    findings: findings.list,
  });
  const returns = createReturns({ ...base, frozen: id => packet.frozen(id) });
  const returnedOf = ({ referralId, episodeId }: { referralId: string; episodeId: string }): ReturnFacts => {
    const course = answers.course({ referralId });
    return {
      reached: pathway.get({ episodeId }).reached,
      answers: answersThatHold(course),
      told: toldByWard(course),
      record: returns.contentOf(referralId),
    };
  };
  const packet = createPacket({
    ...base,
    platform,
    departure: departures.get,
    draftModel: (user, referralId) => referrals.draftModel(user, referralId),
    returned: ({ episode, referralId }) => returnedOf({ referralId, episodeId: episode.id }),
    facilityName: () => facility.get().name,
    softwareVersion,
  });
  const letters = createLetters({ ...base, platform });
  const referrals = createReferrals({
    ...base,
    departure: departures.get,
    letterOwed: letters.isOwed,
    returned: returnedOf,
    sources: {
      ...record,
      assessments: assessments.list,
      advice: advice.get,
      management: management.list,
      facility: facility.get,
      ward: wards.get,
      departure: departures.get,
      attachments: packet.attachments,
      frozen: packet.frozen,
    },
    packet,
    signer: createSigner({
      facility: facility.get,
      sequenceFloor: day => sequenceFloor(read, day),
      platform,
      codeWriter,
      sealFor: trust.sealFor,
    }),
    doctor: userId => {
      const { display_name: displayName = '', title = '', phone = '' } = accountById(read, userId) ?? {};
      return { displayName, title, phone };
    },
    advisedUrgency: advice.urgency,
    usualWard: () => onlyOne(wards.list().filter(({ active }) => active))?.id ?? null,
    deliveryOf: outbox.deliveryOf,
    verifyPassword,
    queueReferral: (tx, referral) => enqueueReferral(tx, ids, referral),
    queueWithdrawal: (tx, withdrawal) => enqueueWithdrawal(tx, ids, withdrawal),
    training,
    softwareVersion,
  });

  const facilityCode = facility.get().code; // fixed for ever
  const follow = createFollowPathway({ ids, site: () => facilityCode });
  const facilityName = (code: string): string =>
    code === facilityCode
      ? facility.get().name
      : (wards.list().find(ward => ward.facilityCode === code)?.facilityName ?? code);
  const answers = createAnswers({ ...base, site: () => facilityCode, facilityName });
  const messages = createMessages({
    ...base,
    facilityName,
    signed: referralId => packet.frozen(referralId)?.model ?? null,
  });
  const outboxActions = createOutboxActions({ ...base, names: { facility: facilityName } });

  const pathway = createPathway({
    ...base,
    follow,
    episode: episodes.get,
    deliveryOf: outbox.deliveryOf,
    assertMayDepart: departures.assertMayDepart,
    physicians: () => activePhysicians(read),
  });

  const worklist = createWorklist({
    ...base,
    patient: patients.get,
    pathway: pathway.get,
    worstGrade: assessments.worst,
    adviceOf: advice.summary,
    criticalCount: criticalValues.openCount,
    deliveriesOf: outbox.deliveriesOf,
    softwareVersion,
  });

  const registrySettings = createRegistrySettings(base);
  const registryHttp = () => createHttp(() => lineAccess(readRegistrySetting(read)));
  const registry = {
    ...registrySettings,
    async test() {
      const http = registryHttp();
      const sites = wards.list().map(ward => ({ code: ward.facilityCode, name: ward.facilityName }));
      const facilities = [facility.get(), ...sites];
      try {
        return await testRegistry({ ...base, http, setting: readRegistrySetting(read), training, facilities });
      } finally {
        await http.close();
      }
    },
  };
  const received = createReceived({ ...base, facility: facility.get, training, trust });
  const fileDesk = createFileDesk({ ids, trust, received, answers: createAnswerImport({ ...base, training }) });
  const sync = createSync({
    ...base,
    settings: () => ({ registry: readRegistrySetting(read), facilityCode, training }),
    dbEpoch: () => vault.epoch(),
    http: registryHttp(),
    timers: systemTimers,
    random: Math.random,
    announce: change => events.publish([change]),
    onCommunication: keepReceivedMessage,
    times: options.syncTimes ?? {},
  });
  const stopListening = events.listen(({ type }) => {
    if (type === 'referral.changed' || type === 'received.changed') sync.trigger('enqueue');
    if (type === 'settings.changed') sync.trigger('settings');
  });
  sync.start();
  void letters.makeAll();
  const backup = createBackup({
    ...base,
    vault,
    paths: options.paths,
    copy: options.copy,
    onChange: () => events.publish([{ type: 'backup.changed' }]),
    onDamage: options.onBackupDamage,
  });
  backup.start();

  return {
    read,
    deviceClock,
    drafts,
    users,
    facility,
    wards,
    backup,
    audit: createAudit(base),
    registry,
    formulas,
    models,
    worklist,
    patients,
    noteReading: createPatientReading(base),
    identity,
    episodes,
    findings,
    labs,
    criticalValues,
    labImports,
    labProfiles,
    labInbox,
    assessments,
    policy,
    advice,
    management,
    treatments,
    firstVisit,
    pathway,
    figures: createFigures({ ...base, pathway: pathway.get }),
    referrals,
    departures,
    returns,
    letters,
    packet,
    answers: { ...answers, news: () => newsOf(read) },
    messages,
    outbox: { ...outbox, ...outboxActions },
    sync,
    trust,
    sealedFiles: createSealedFiles({ ...base, trust }),
    received,
    fileDesk,
    /** Referrals that the registry has not acknowledged. */
    unsent: (): number => outbox.summary().queued,
    /** Transfers that are unsent or that the ward has not answered: for them the vault stays open behind the lock. */
    openTransfers: (): number =>
      outbox.summary().queued || outbox.list().filter(({ delivery }) => isUnanswered(delivery)).length,
    async close(): Promise<void> {
      stopListening();
      deviceClock.stop();
      worklist.stop();
      formulas.stop();
      await labInbox.stop();
      await sync.stop();
      await backup.stop();
    },
  };
}

const onlyOne = <Row>(rows: readonly Row[]): Row | undefined => (rows.length === 1 ? rows[0] : undefined);

/** This workstation's key for what it signs on paper; made when first needed, kept in the vault only. */
async function signingKey({ read, write }: OpenVault): Promise<JWK> {
  const stored = readSetting(read, 'signing-key');
  if (stored) return stored;
  const key = await createSigningKey();
  write(PROGRAM, { action: 'setup.signingKey', subject: null, reason: null }, tx => putSetting(tx, 'signing-key', key));
  return key;
}
