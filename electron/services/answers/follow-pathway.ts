import { mayMove, type Place } from '../../../shared/fhir/task-moves.ts';
import { wireTime } from '../../../shared/fhir/writing.ts';
import type { EndReason } from '../../../shared/records/pathway.ts';
import type { Id, Instant } from '../../../shared/records/time.ts';
import { TransportRecord } from '../../../shared/referral/transport-record.ts';
import { allowsDeparture } from '../../../shared/referral/ward-answer.ts';
import type { ReferralRow } from '../database/rows/referral-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import { type CountyEnd, enqueueTaskMove, enqueueWithdrawal } from '../outbox/enqueue-task-move.ts';
import { giveUp } from '../outbox/give-up.ts';
import { taskPlace, unsentMoves } from '../outbox/task-place.ts';
import type { Ids } from '../ports.ts';
import { blankDetail, referralEvents, unconfirmedPhoneAnswer } from './referral-events.ts';

/** What a person stamps or ends in the course, carried over to the referral's Task. */
export interface FollowPathway {
  departed(tx: Transaction, episodeId: Id, at: Instant): void;
  /** The stamp was a mistake: what has not left yet is taken back. */
  notDeparted(tx: Transaction, episodeId: Id): void;
  ended(tx: Transaction, actor: Actor, end: { episodeId: Id; reason: EndReason; note: string; at: Instant }): void;
}

export function createFollowPathway({ ids, site }: { ids: Ids; site: () => string }): FollowPathway {
  return {
    departed(tx, episodeId, at) {
      const referral = openReferrals(tx, episodeId)[0];
      const stands = referral && taskPlace(tx.read, referral.id);
      if (!referral || !stands) return;
      // against a refusal it is asked about, with an alarm: the patient is on the road all the same
      if (!mayMove(stands.place, 'departed', 'county') && stands.taskStatus !== 'rejected') return;
      const told = unconfirmedPhoneAnswer(referralEvents(tx.read, [referral.id]));
      enqueueTaskMove(tx, ids, {
        referralId: referral.id,
        site: site(),
        to: 'departed',
        at,
        reason: null,
        outputs: etaOf(tx, referral.id),
        channel: told && allowsDeparture(told.kind) ? told.channel : 'network',
      });
      tx.announce({ type: 'referral.changed', referralId: referral.id, patientId: referral.patient_id });
    },
    notDeparted(tx, episodeId) {
      for (const { id, patient_id } of openReferrals(tx, episodeId)) {
        for (const row of unsentMoves(tx.read, id, 'departed')) giveUp(tx, row);
        tx.announce({ type: 'referral.changed', referralId: id, patientId: patient_id });
      }
    },
    ended(tx, actor, { episodeId, reason, note, at }) {
      for (const referral of openReferrals(tx, episodeId)) {
        const stands = taskPlace(tx.read, referral.id);
        const to = endOfReferral(reason, stands?.place ?? 'requested');
        if (to === null) continue;
        tx.update('referral', referral.id, referral.version, { closed_as: to, updated_at: at });
        tx.insert('referral_event', {
          id: ids.uuid(),
          referral_id: referral.id,
          kind: to,
          at,
          server_time: null,
          actor: actor.name,
          channel: 'here',
          detail_json: JSON.stringify({ ...blankDetail(), reason: note }),
        });
        enqueueWithdrawal(tx, ids, { referralId: referral.id, site: site(), to, at, reason: note || reason });
        tx.announce({ type: 'referral.changed', referralId: referral.id, patientId: referral.patient_id });
      }
    },
  };
}

/** When the ward may expect the patient (field 46); nothing where nobody has written it down. */
function etaOf(tx: Transaction, referralId: Id): { code: string; text: string }[] {
  const row = tx.read.first(
    tx.read.query.selectFrom('departure_record').select('transport_json').where('id', '=', referralId),
  );
  const eta = row ? TransportRecord.parse(JSON.parse(row.transport_json)).eta : null;
  return eta === null ? [] : [{ code: 'eta', text: wireTime(eta) }];
}

/** Signed and not ended, newest first. */
const openReferrals = (tx: Transaction, episodeId: Id): ReferralRow[] =>
  tx.read.all(
    tx.read.query
      .selectFrom('referral')
      .selectAll()
      .where('episode_id', '=', episodeId)
      .where('signed_at', 'is not', null)
      .where('closed_as', 'is', null)
      .orderBy('signed_at', 'desc'),
  );

/** Where the end of a course leaves its referral; null where the ward has taken over or has ended it itself. */
export function endOfReferral(reason: EndReason, place: Place): CountyEnd | null {
  if (place === 'void') return null;
  if (reason === 'entered-in-error') return 'entered-in-error';
  if (place === 'departed') return reason === 'died' ? 'died-in-transit' : 'turned-back';
  if (place === 'arrived' || place === 'admitted' || place === 'diagnosed' || place === 'ended') return null;
  if (reason === 'died') return 'died-before-transfer';
  return reason === 'patient-refused' ? 'patient-refused' : 'withdrawn';
}
