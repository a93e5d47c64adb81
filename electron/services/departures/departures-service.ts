import { AppError } from '../../../shared/contract/errors.ts';
import { etaMessage } from '../../../shared/fhir/communication.ts';
import { isSigned } from '../../../shared/fhir/head-bundle.ts';
import { dueAt } from '../../../shared/referral/completeness.ts';
import type { ConsentScope } from '../../../shared/referral/consent-withdrawal.ts';
import { blankDeparture, DepartureContent, type DepartureRecord } from '../../../shared/referral/departure-record.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { DepartureRow, ReferralRow } from '../database/rows/referral-rows.ts';
import type { Actor } from '../database/unit-of-work.ts';
import { queueMessage } from '../messages/queue-message.ts';
import { enqueueConsentScan, enqueueConsentWithdrawal } from '../outbox/enqueue-consent.ts';
import { sha1, sha256 } from '../outbox/wire.ts';
import { patientLeft } from '../pathway/patient-left.ts';
import { CONSENT_WITHDRAWN, withdrawnScopes } from '../referrals/consent-withdrawals.ts';
import type { ServiceDependencies } from '../service.ts';
import { assertNotInFuture } from '../time-checks.ts';
import { scanType } from './consent-scan.ts';
import { dropUnsentEta, noteEtaTold, wardExpects } from './ward-expects.ts';

export interface DeparturesDependencies extends ServiceDependencies {
  /** The packet that was signed last; null for a draft. */
  frozen: (referralId: string) => { model: PacketModel } | null;
  findings: (episodeId: string) => PacketModel['findings'];
}

export interface WithdrawConsentInput {
  referralId: string;
  scope: ConsentScope;
  by: string;
  at: string;
  reason: string;
}

/** Consent to the transfer, transport record and talks with the ward: written on before and after signing. */
export function createDepartures({ read, write, clock, ids, frozen, findings }: DeparturesDependencies) {
  const row = (referralId: string): DepartureRow | undefined =>
    read.first(read.query.selectFrom('departure_record').selectAll().where('id', '=', referralId));

  function referral(id: string): ReferralRow {
    const found = read.first(read.query.selectFrom('referral').selectAll().where('id', '=', id));
    if (!found) throw new AppError('not-found');
    return found;
  }

  function get(referralId: string): DepartureRecord {
    const found = row(referralId);
    const record = found ? fromRow(found) : { ...blankDeparture(), referralId, version: 0, savedAt: null, savedBy: '' };
    return { ...record, wardExpects: wardExpects(read, referralId) };
  }

  return {
    get,
    /**
     * @param version of the record that was read; 0 = none was saved yet
     * @throws AppError not-found | stale-version
     */
    save(
      actor: Actor,
      { referralId, version, content }: { referralId: string; version: number; content: DepartureContent },
    ): DepartureRecord {
      const of = referral(referralId);
      const present = row(referralId);
      if ((present?.version ?? 0) !== version)
        throw new AppError('stale-version', { id: referralId, count: present?.version ?? 0 });
      const columns = {
        consent_json: JSON.stringify(content.consent),
        transport_json: JSON.stringify(content.transport),
        calls_json: JSON.stringify(content.calls),
        saved_at: clock.now(),
        saved_by: actor.name,
      };
      write(actor, { action: 'departures.save', subject: of.patient_id, reason: null }, tx => {
        if (present) tx.update('departure_record', referralId, version, columns);
        else tx.insert('departure_record', { id: referralId, ...columns });
        tx.announce({ type: 'referral.changed', referralId, patientId: of.patient_id });
      });
      return get(referralId);
    },

    /**
     * The patient is on the road and comes at another time than the ward was told: it is told the new one.
     * @throws AppError not-found | illegal-move
     */
    tellEta(actor: Actor, referralId: string): DepartureRecord {
      const of = referral(referralId);
      const { transport, wardExpects: told } = get(referralId);
      const { eta } = transport;
      if (told === null || eta === null || isSameTime(eta, told.at)) throw new AppError('illegal-move');
      const packet = frozen(referralId)?.model ?? null;
      write(actor, { action: 'departures.tellEta', subject: of.patient_id, reason: null }, tx => {
        dropUnsentEta(tx, referralId);
        const body = etaMessage(eta, wardExpects(tx.read, referralId)?.at ?? null); // what it was told, the dropped one not
        const message = { id: ids.uuid(), referralId, at: clock.now(), body, packet };
        if (!queueMessage(tx, ids, actor, message)) throw new AppError('illegal-move');
        noteEtaTold(tx, { id: message.id, referralId, actor: actor.name, at: message.at, eta });
        tx.announce({ type: 'referral.changed', referralId, patientId: of.patient_id });
      });
      return get(referralId);
    },

    /**
     * Keeps the scan or photo of the signed consent, and sends it where the referral has gone.
     * @throws AppError scan-refused | not-found
     */
    addScan(actor: Actor, { referralId, title, base64 }: { referralId: string; title: string; base64: string }): void {
      const of = referral(referralId);
      const bytes = Buffer.from(base64, 'base64');
      const contentType = scanType(bytes);
      const id = ids.uuid();
      const createdAt = clock.now();
      write(actor, { action: 'departures.addScan', subject: of.patient_id, reason: null }, tx => {
        tx.insert('document', {
          ...{ id, referral_id: referralId, packet_id: null, kind: 'consent-scan', content_type: contentType },
          ...{ title, bytes, sha256: sha256(bytes), sha1: sha1(bytes), created_at: createdAt },
        });
        const packet = of.closed_as === null ? frozen(referralId)?.model : undefined;
        if (packet && isSigned(packet))
          enqueueConsentScan(tx, ids, {
            packet,
            doctorId: actor.id,
            scan: { id, title, contentType, bytes, createdAt },
          });
        tx.announce({ type: 'referral.changed', referralId, patientId: of.patient_id });
      });
    },

    /** Who looks at it is on record. @throws AppError not-found */
    scan(actor: Actor, id: string): { title: string; contentType: string; base64: string } {
      const query = read.query
        .selectFrom('document')
        .select(['title', 'content_type', 'bytes', 'referral_id'])
        .where('id', '=', id);
      const found = read.first(query.where('kind', '=', 'consent-scan'));
      if (!found) throw new AppError('not-found');
      const { patient_id } = referral(found.referral_id);
      write(actor, { action: 'departures.scan', subject: patient_id, reason: null }, tx => tx.note());
      return { title: found.title, contentType: found.content_type, base64: found.bytes.toString('base64') };
    },

    /**
     * A consent to sharing that was given no longer holds. Of care: the referral is taken back, and nothing more leaves.
     * @throws AppError illegal-move where it was never given, or is withdrawn already
     */
    withdrawConsent(actor: Actor, { referralId, scope, by, at, reason }: WithdrawConsentInput): void {
      const of = referral(referralId);
      assertNotInFuture(clock, at, 'at');
      const packet = frozen(referralId)?.model;
      if (!packet || !isSigned(packet) || packet.form.sharing[scope] !== 'yes') throw new AppError('illegal-move');
      if (withdrawnScopes(read, referralId).includes(scope)) throw new AppError('illegal-move');
      write(actor, { action: 'departures.withdrawConsent', subject: of.patient_id, reason }, tx => {
        tx.insert('referral_event', {
          ...{ id: ids.uuid(), referral_id: referralId, kind: CONSENT_WITHDRAWN, at: new Date(at).toISOString() },
          ...{ server_time: null, actor: actor.name, channel: 'here' },
          detail_json: JSON.stringify({ scope, by, reason }),
        });
        if (scope === 'care' && of.closed_as === null)
          tx.update('referral', of.id, of.version, {
            ...{ closed_as: 'consent-withdrawn', supplement_form_json: null, updated_at: clock.now() },
          });
        enqueueConsentWithdrawal(tx, ids, { packet, scope, at: clock.now(), reason });
        tx.announce({ type: 'referral.changed', referralId, patientId: of.patient_id });
      });
    },

    /**
     * What is due before the patient of this episode may be said to have left: of the referral that was signed last.
     * Without a signed referral there is no transport record to complete; who is known to have gone cannot be held
     * back, and what is missing is then owed.
     * @throws AppError departure-incomplete, naming the fields, where no reason is given
     */
    assertMayDepart(episodeId: string, emergencyReason: string | null): void {
      const signed = read.query.selectFrom('referral').selectAll().where('episode_id', '=', episodeId);
      const of = read.first(
        signed.where('signed_at', 'is not', null).where('closed_as', 'is', null).orderBy('signed_at', 'desc').limit(1),
      );
      const packet = of && frozen(of.id)?.model;
      if (!of?.signed_at || !packet || emergencyReason !== null) return;
      if (patientLeft(read, { referralId: of.id, episodeId, signedAt: of.signed_at }) !== null) return;
      const missing = dueAt('D', { ...get(of.id), findings: findings(episodeId) });
      if (missing.length > 0)
        throw new AppError('departure-incomplete', { id: of.id, fields: missing.map(({ field }) => field) });
    },
  };
}

const isSameTime = (one: string, other: string | null): boolean =>
  other !== null && Date.parse(one) === Date.parse(other);

const fromRow = ({ id, version, consent_json, transport_json, calls_json, saved_at, saved_by }: DepartureRow) => ({
  ...DepartureContent.parse({
    consent: JSON.parse(consent_json),
    transport: JSON.parse(transport_json),
    calls: JSON.parse(calls_json),
  }),
  referralId: id,
  version,
  savedAt: saved_at,
  savedBy: saved_by,
});
