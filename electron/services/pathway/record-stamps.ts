import type { MilestoneId } from '../../../shared/clinical/milestones.ts';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import { storedTime } from '../../../shared/fhir/writing.ts';
import type { Stamp } from '../../../shared/records/pathway.ts';
import type { Id, Instant } from '../../../shared/records/time.ts';
import { ReferralForm } from '../../../shared/referral/form.ts';
import type { Delivery } from '../../../shared/referral/referral.ts';
import { TransferConsent } from '../../../shared/referral/transfer-consent.ts';
import { referralEvents } from '../answers/referral-events.ts';
import type { Reader } from '../database/store.ts';

/** What a move of the referral's status machine says of the course (registry-and-sync 3.1). */
const MILESTONE_OF_MOVE: Readonly<Record<string, MilestoneId>> = {
  read: 'read',
  'accepted-waiting-bed': 'answered',
  'bed-assigned': 'answered',
  declined: 'answered',
  'declined-advise-local': 'answered',
  'referred-onward': 'answered',
  departed: 'departed',
  arrived: 'arrived',
  admitted: 'admitted',
  diagnosed: 'diagnosed',
  returned: 'returned',
  closed: 'returned', // with the ward's letter, as it is required
};

/**
 * Clocks of the ward's own work (T12 to T14) are no states of the Task: the ward tells them as times in its outputs, of
 * the code of the milestone. A mere day is no time of a clock.
 */
const WARD_CLOCKS = ['kit-sampled', 'kit-reported', 'precipitant-treated'] as const satisfies readonly MilestoneId[];
const TO_THE_MINUTE = /T\d\d:\d\d/;

/** Stamps that the record carries by itself: nobody types them. */
export function recordStamps(read: Reader, episodeId: string, deliveryOf: (referralId: string) => Delivery): Stamp[] {
  const known = (milestone: MilestoneId, at: Instant | null | undefined, by = '', note = ''): Stamp[] =>
    at ? [{ id: null, milestone, at, channel: 'record', by, note }] : [];
  return [
    ...known('sampled', firstSample(read, episodeId)),
    ...known('eight-complete', eightComplete(read, episodeId)),
    ...decisions(read, episodeId).flatMap(({ decided_at, decided_by }) => known('judged', decided_at, decided_by)),
    ...signed(read, episodeId).flatMap(({ id, number, signed_at, signed_by, form_json }) => {
      const { sharing } = ReferralForm.parse(JSON.parse(form_json));
      const signer = transferSigner(read, id);
      const delivery = deliveryOf(id);
      return [
        ...known('signed', signed_at, signed_by ?? '', number ?? ''),
        ...known('delivered', delivery.state === 'delivered' ? delivery.serverTime : null),
        ...(signer ? known('consented', signer.at, signer.name) : known('consented', sharing.at, sharing.signer)),
      ];
    }),
    ...moves(read, episodeId),
  ];
}

/** A physician has looked at the advice and said yes or otherwise. */
const decisions = (read: Reader, episodeId: string) =>
  read.all(
    read.query.selectFrom('advice_decision').select(['decided_at', 'decided_by']).where('episode_id', '=', episodeId),
  );

const signed = (read: Reader, episodeId: string) =>
  read.all(
    read.query
      .selectFrom('referral')
      .select(['id', 'number', 'signed_at', 'signed_by', 'form_json'])
      .where('episode_id', '=', episodeId)
      .where('signed_at', 'is not', null),
  );

/** Who signed for the transfer itself; undefined where nobody has agreed to it on record. */
function transferSigner(read: Reader, referralId: string) {
  const row = read.first(read.query.selectFrom('departure_record').select('consent_json').where('id', '=', referralId));
  const consent = row && TransferConsent.parse(JSON.parse(row.consent_json));
  return consent?.choice === 'agree' && consent.signer.at !== null ? consent.signer : undefined;
}

function firstSample(read: Reader, episodeId: string): Instant | undefined {
  return read.first(
    read.query
      .selectFrom('observation')
      .select('sampled_at')
      .where('episode_id', '=', episodeId)
      .where('voided_at', 'is', null)
      .orderBy('sampled_at')
      .limit(1),
  )?.sampled_at;
}

/**
 * When this workstation first held all inputs of the early warning: they are complete when the last one is back, not
 * when the blood was drawn.
 */
function eightComplete(read: Reader, episodeId: string): Instant | undefined {
  const keys = scoreDefinition('catch-life').inputs.map(({ key }) => key);
  const rows = read.all(
    read.query
      .selectFrom('assessment')
      .select(['computed_at', 'inputs_json'])
      .where('episode_id', '=', episodeId)
      .where('score_id', '=', 'catch-life')
      .orderBy('computed_at'),
  );
  return rows.find(({ inputs_json }) => {
    const given = new Set((JSON.parse(inputs_json) as { key: string }[]).map(({ key }) => key));
    return keys.every(key => given.has(key));
  })?.computed_at;
}

function moves(read: Reader, episodeId: string): Stamp[] {
  const referrals = read.all(read.query.selectFrom('referral').select('id').where('episode_id', '=', episodeId));
  return stampsOfMoves(
    read,
    referrals.map(({ id }) => id),
  );
}

/** What the steps of these referrals, from the registry or told, say of the course. */
export function stampsOfMoves(read: Reader, referralIds: readonly Id[]): Stamp[] {
  return referralEvents(read, referralIds).flatMap(({ kind, at, channel, actor, serverTime, retracted, detail }) => {
    if (retracted !== null) return [];
    const isTyped = channel === 'phone' && serverTime === null;
    const stamp = (milestone: MilestoneId, when: Instant): Stamp[] => [
      { id: null, milestone, at: when, channel: isTyped ? 'phone' : 'registry', by: actor, note: '' },
    ];
    const milestone = MILESTONE_OF_MOVE[kind];
    return [
      ...(milestone ? stamp(milestone, at) : []),
      ...detail.outputs.flatMap(({ code, text }) => {
        const told = WARD_CLOCKS.find(each => each === code);
        const when = TO_THE_MINUTE.test(text) ? storedTime(text) : null;
        return told && when !== null ? stamp(told, when) : [];
      }),
    ];
  });
}
