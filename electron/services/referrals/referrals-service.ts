import type { SessionUser } from '../../../shared/contract/application.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { isSigned } from '../../../shared/fhir/head-bundle.ts';
import type { AdviceLevel } from '../../../shared/records/advice.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import { dueAt, dueFromWard } from '../../../shared/referral/completeness.ts';
import { ReferralForm } from '../../../shared/referral/form.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { Delivery, Referral } from '../../../shared/referral/referral.ts';
import type { ReturnFacts } from '../../../shared/referral/return-facts.ts';
import type { ReferralRow } from '../database/rows/referral-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import { enqueueConsentScan } from '../outbox/enqueue-consent.ts';
import type { ReferralToSend } from '../outbox/enqueue-referral.ts';
import type { Withdrawal } from '../outbox/enqueue-task-move.ts';
import { buildPacketModel, type RecordSources } from '../packet/packet-builder.ts';
import type { PacketService } from '../packet/packet-service.ts';
import { patientLeft } from '../pathway/patient-left.ts';
import { recordsOf, wireRevision } from '../patients/same-person.ts';
import type { ServiceDependencies } from '../service.ts';
import { consentWithdrawals } from './consent-withdrawals.ts';
import { prefillReferral } from './referral-prefill.ts';
import { type Signer, storeSignature } from './referral-signing.ts';

export interface ReferralsDependencies extends ServiceDependencies {
  sources: RecordSources;
  packet: Pick<PacketService, 'frozen' | 'printCount'>;
  departure: RecordSources['departure'];
  /** What came back of a signed referral. */
  returned: (of: { referralId: string; episodeId: string }) => ReturnFacts;
  letterOwed: (referralId: string) => boolean;
  signer: Signer;
  /** The signing doctor as the letter names them. */
  doctor: (userId: string) => PacketModel['doctor'];
  /** By the hospital's policy, or by the physician who overrode it. */
  advisedUrgency: (episodeId: string) => AdviceLevel | null;
  /** The ward that most referrals of this site go to. */
  usualWard: () => string | null;
  deliveryOf: (referralId: string) => Delivery;
  /** @throws AppError wrong-password */
  verifyPassword: (login: string, password: string) => Promise<void>;
  queueReferral: (tx: Transaction, referral: ReferralToSend) => void;
  queueWithdrawal: (tx: Transaction, withdrawal: Withdrawal) => void;
  training: boolean;
  softwareVersion: string;
}

export interface SignInput {
  id: string;
  version: number;
  password: string;
  incompleteReason: string | null;
}

export function createReferrals(dependencies: ReferralsDependencies) {
  const { read, write, clock, ids, sources, packet, signer, deliveryOf } = dependencies;
  const rows = () => read.query.selectFrom('referral').selectAll();

  function row(id: string): ReferralRow {
    const found = read.first(rows().where('id', '=', id));
    if (!found) throw new AppError('not-found');
    return found;
  }

  /** The packet as it would be frozen now. */
  function modelNow(of: ReferralRow, doctor: PacketModel['doctor'], signature: Signature | null): PacketModel {
    const isSupplement = of.signed_at !== null;
    return buildPacketModel(sources, {
      referralId: of.id,
      patientId: of.patient_id,
      episodeId: of.episode_id,
      number: signature?.number ?? of.number,
      supplement: isSupplement ? of.supplement + 1 : 0,
      form: ReferralForm.parse(JSON.parse(of.supplement_form_json ?? of.form_json)),
      doctor,
      incompleteReason: signature?.incompleteReason ?? null,
      signedAt: signature?.at ?? null,
      at: signature?.at ?? clock.now(),
      training: dependencies.training,
      softwareVersion: dependencies.softwareVersion,
    });
  }

  const nobody: PacketModel['doctor'] = { displayName: '', title: '', phone: '' };

  function view(of: ReferralRow, doctor: PacketModel['doctor'] = nobody): Referral {
    const frozen = packet.frozen(of.id);
    const isDraft = of.signed_at === null || of.supplement_form_json !== null;
    const draft = isDraft ? modelNow(of, doctor, null) : null;
    const model = frozen?.model ?? draft ?? modelNow(of, doctor, null);
    const due = { ...dependencies.departure(of.id), findings: sources.findings(of.episode_id), form: model.form };
    const returned = frozen ? dependencies.returned({ referralId: of.id, episodeId: of.episode_id }) : null;
    return {
      id: of.id,
      patientId: of.patient_id,
      episodeId: of.episode_id,
      version: of.version,
      number: of.number,
      supplement: of.supplement,
      form: model.form,
      supplementForm: frozen ? (draft?.form ?? null) : null,
      changes: frozen ? (draft?.changes ?? []) : [],
      createdAt: of.created_at,
      updatedAt: of.updated_at,
      signedAt: of.signed_at,
      signedBy: of.signed_by,
      incompleteReason: of.incomplete_reason,
      closedAs: of.closed_as,
      packetSha256: frozen?.sha256 ?? null,
      printCount: packet.printCount(of.id),
      delivery: deliveryOf(of.id),
      missing: (draft ?? model).missing,
      dueAtDeparture: dueAt('D', due),
      dueAtHandover: dueAt('H', due),
      dueAtAnswer: returned ? dueFromWard('A', returned) : [],
      dueAtClosing: returned ? dueFromWard('X', returned) : [],
      left: leftOn(of),
      attachments: sources.attachments(of.id),
      withdrawnConsents: consentWithdrawals(read, of.id),
      letterOwed: frozen !== null && dependencies.letterOwed(of.id),
      newerThanPacket: frozen?.model.signedAt ? recordedSince(of.episode_id, frozen.model.signedAt) : 0,
    };
  }

  /** Of a referral that is under way; one that has ended owes nothing. */
  function leftOn({ id: referralId, episode_id: episodeId, signed_at: signedAt, closed_as }: ReferralRow) {
    const stamp = signedAt && closed_as === null ? patientLeft(read, { referralId, episodeId, signedAt }) : null;
    return stamp && { at: stamp.at, milestone: stamp.milestone, channel: stamp.channel };
  }

  function recordedSince(episodeId: string, at: string): number {
    const count = (table: 'observation' | 'finding' | 'treatment') =>
      read.first(
        read.query
          .selectFrom(table)
          .select(eb => eb.fn.countAll<number>().as('rows'))
          .where('episode_id', '=', episodeId)
          .where('recorded_at', '>', at),
      )?.rows ?? 0;
    return count('observation') + count('finding') + count('treatment');
  }

  const prefillNow = (episode: Episode): ReferralForm =>
    prefillReferral({
      episode,
      treatments: sources.treatments(episode.id).filter(({ voidedAt }) => voidedAt === null),
      observations: sources.observations(episode.id).filter(({ voidedAt }) => voidedAt === null),
      wardId: dependencies.usualWard(),
      advised: dependencies.advisedUrgency(episode.id),
    });

  /** Scans that were added while it was a draft go with the first signature. */
  function queueScans(tx: Transaction, model: PacketModel, doctorId: string): void {
    if (!isSigned(model)) return;
    const scans = read.query
      .selectFrom('document')
      .select(['id', 'title', 'content_type', 'bytes', 'created_at'])
      .where('referral_id', '=', model.referralId)
      .where('kind', '=', 'consent-scan');
    for (const { id, title, content_type, bytes, created_at } of read.all(scans))
      enqueueConsentScan(tx, ids, {
        packet: model,
        doctorId,
        scan: { id, title, contentType: content_type, bytes, createdAt: created_at },
      });
  }

  /** One signature at a time, so that two cannot take the same number while their letters are being made. */
  let signing: Promise<unknown> = Promise.resolve();
  function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = signing.then(work, work);
    signing = next.catch(() => undefined);
    return next;
  }

  return {
    get: (user: SessionUser, id: string): Referral => view(row(id), dependencies.doctor(user.id)),
    list: (user: SessionUser, patientId: string): Referral[] =>
      read
        .all(rows().where('patient_id', 'in', recordsOf(read, patientId)).orderBy('created_at', 'desc'))
        .map(each => view(each, dependencies.doctor(user.id))),
    /** The unsigned packet of a draft, for its preview. */
    draftModel: (user: SessionUser, id: string): PacketModel => modelNow(row(id), dependencies.doctor(user.id), null),

    prefill: (id: string): ReferralForm => prefillNow(sources.episode(row(id).episode_id)),

    draft(user: SessionUser, actor: Actor, { episodeId, another }: DraftInput): Referral {
      const open = rows()
        .where('episode_id', '=', episodeId)
        .where('signed_at', 'is', null)
        .where('closed_as', 'is', null);
      const present = read.first(open.orderBy('created_at', 'desc').limit(1));
      if (present && !another) return view(present, dependencies.doctor(user.id));
      const episode = sources.episode(episodeId);
      const id = ids.uuid();
      const now = clock.now();
      const form = prefillNow(episode);
      write(actor, { action: 'referrals.draft', subject: episode.patientId, reason: null }, tx => {
        tx.insert('referral', {
          id,
          patient_id: episode.patientId,
          episode_id: episodeId,
          number: null,
          supplement: 0,
          form_json: JSON.stringify(form),
          created_at: now,
          updated_at: now,
          signed_at: null,
          signed_by: null,
          incomplete_reason: null,
          closed_as: null,
          supplement_form_json: null,
        });
        tx.announce({ type: 'referral.changed', referralId: id, patientId: episode.patientId });
      });
      return view(row(id), dependencies.doctor(user.id));
    },

    /** @throws AppError already-signed | stale-version */
    save(user: SessionUser, actor: Actor, input: { id: string; version: number; form: ReferralForm }): Referral {
      const present = row(input.id);
      const isSupplement = assertDraft(present);
      write(actor, { action: 'referrals.save', subject: present.patient_id, reason: null }, tx => {
        tx.update('referral', input.id, input.version, {
          [isSupplement ? 'supplement_form_json' : 'form_json']: JSON.stringify(input.form),
          updated_at: clock.now(),
        });
        tx.announce({ type: 'referral.changed', referralId: input.id, patientId: present.patient_id });
      });
      return view(row(input.id), dependencies.doctor(user.id));
    },

    /**
     * Freezes, numbers, signs and queues. The letter's PDF is made before the transaction; where that fails, signing goes
     * on and the PDF follows from the frozen model.
     * @throws AppError wrong-password | already-signed | stale-version | packet-incomplete, naming the missing fields
     */
    sign: (user: SessionUser, actor: Actor, input: SignInput): Promise<Referral> =>
      oneAtATime(async () => {
        await dependencies.verifyPassword(user.login, input.password);
        const present = row(input.id);
        const isSupplement = assertDraft(present);
        if (present.version !== input.version)
          throw new AppError('stale-version', { id: present.id, count: present.version });
        const at = clock.now();
        const number = isSupplement && present.number !== null ? present.number : signer.nextNumber(read, at);
        const signature = { number, at, incompleteReason: input.incompleteReason };
        const model = modelNow(present, dependencies.doctor(user.id), signature);
        assertMayBeSigned(model);
        const signed = await signer.freeze(model, actor);
        const packetId = ids.uuid();
        write(actor, { action: 'referrals.sign', subject: present.patient_id, reason: input.incompleteReason }, tx => {
          const letter = storeSignature(tx, { referral: present, packetId, signed, actor, ids, at });
          const patientVersion = wireRevision(tx.read, present.patient_id);
          dependencies.queueReferral(tx, { packet: model, patientVersion, doctorId: user.id, letter });
          if (!isSupplement) queueScans(tx, model, user.id);
          tx.announce({ type: 'referral.changed', referralId: present.id, patientId: present.patient_id });
        });
        return view(row(input.id));
      }),

    /**
     * Opens a supplement of a signed referral, from the form that was signed last.
     * @throws AppError illegal-move where it is not signed or has ended
     */
    supplement(user: SessionUser, actor: Actor, id: string): Referral {
      const present = row(id);
      if (!present.signed_at || present.closed_as) throw new AppError('illegal-move');
      if (present.supplement_form_json === null) {
        const form: ReferralForm = { ...ReferralForm.parse(JSON.parse(present.form_json)), changes: '' };
        write(actor, { action: 'referrals.supplement', subject: present.patient_id, reason: null }, tx => {
          tx.update('referral', id, present.version, {
            supplement_form_json: JSON.stringify(form),
            updated_at: clock.now(),
          });
          tx.announce({ type: 'referral.changed', referralId: id, patientId: present.patient_id });
        });
      }
      return view(row(id), dependencies.doctor(user.id));
    },

    /** Puts a draft or an open supplement away; what was signed stays. */
    discard(user: SessionUser, actor: Actor, input: { id: string; reason: string }): Referral {
      const present = row(input.id);
      const isSupplement = assertDraft(present);
      const at = clock.now();
      write(actor, { action: 'referrals.discard', subject: present.patient_id, reason: input.reason }, tx => {
        tx.update('referral', present.id, present.version, {
          ...(isSupplement ? { supplement_form_json: null } : { closed_as: 'discarded' }),
          updated_at: at,
        });
        tx.announce({ type: 'referral.changed', referralId: present.id, patientId: present.patient_id });
      });
      return view(row(input.id), dependencies.doctor(user.id));
    },

    /** Ends a referral; one that may have reached the registry is cancelled there too. */
    withdraw(user: SessionUser, actor: Actor, input: { id: string; reason: string }): Referral {
      const present = row(input.id);
      if (present.closed_as) throw new AppError('illegal-move');
      const at = clock.now();
      write(actor, { action: 'referrals.withdraw', subject: present.patient_id, reason: input.reason }, tx => {
        tx.update('referral', present.id, present.version, { closed_as: 'withdrawn', updated_at: at });
        tx.insert('referral_event', {
          id: ids.uuid(),
          referral_id: present.id,
          kind: 'withdrawn',
          at,
          server_time: null,
          actor: actor.name,
          channel: 'network',
          detail_json: JSON.stringify({ reason: input.reason }),
        });
        if (present.signed_at)
          dependencies.queueWithdrawal(tx, {
            referralId: present.id,
            site: sources.facility().code,
            to: 'withdrawn',
            at,
            reason: input.reason,
          });
        tx.announce({ type: 'referral.changed', referralId: present.id, patientId: present.patient_id });
      });
      return view(row(input.id), dependencies.doctor(user.id));
    },
  };
}

export interface DraftInput {
  episodeId: string;
  /** Besides the drafts that there are, such as one to a second ward. */
  another: boolean;
}

/**
 * @returns whether it is the open supplement of a signed referral that may be written on
 * @throws AppError already-signed | illegal-move where it was put away
 */
function assertDraft({ signed_at, closed_as, supplement_form_json }: ReferralRow): boolean {
  if (closed_as) throw new AppError('illegal-move');
  if (signed_at && supplement_form_json === null) throw new AppError('already-signed');
  return signed_at !== null;
}

interface Signature {
  number: string;
  at: string;
  incompleteReason: string | null;
}

/** Missing fields need a reason; the emergency minimum is needed always. */
function assertMayBeSigned(model: PacketModel): void {
  const blocking = model.incompleteReason ? model.missing.filter(({ always }) => always) : model.missing;
  if (blocking.length > 0) throw new AppError('packet-incomplete', { fields: blocking.map(({ field }) => field) });
}
