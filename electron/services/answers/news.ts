import { z } from 'zod';
import { fullest, ReceivedParts } from '../../../shared/referral/received.ts';
import { NEWS_KINDS, type News } from '../../../shared/referral/ward-answer.ts';
import type { Reader } from '../database/store.ts';
import { createOutboxProblems } from '../outbox/outbox-problems.ts';

/** The parts of the frozen packet that a piece of news shows. */
const NewsModel = z.object({
  ward: z.object({ phone: z.string() }).nullable(),
  patient: z.object({ name: z.string() }),
});

/** More than a person can take in at once; the outbox lists all. */
const LINES = 200;

type Piece = Pick<News, 'kind' | 'what' | 'at'> & { referralId: string };
type About = Omit<News, keyof Piece | 'count'>;

/** What waits for a person, one line a referral: the gravest kind first, then the longest waiting. */
export function newsOf(read: Reader): News[] {
  const pieces = [...unreadPieces(read), ...stuckPieces(read)];
  const byReferral = Map.groupBy(pieces, ({ referralId }) => referralId);
  const sent = read.all(
    read.query
      .selectFrom('referral')
      .innerJoin('referral_packet', join =>
        join
          .onRef('referral_packet.referral_id', '=', 'referral.id')
          .onRef('referral_packet.supplement', '=', 'referral.supplement'),
      )
      .select(['referral.id', 'referral.patient_id', 'referral.number', 'referral_packet.model_json'])
      .where('referral.id', 'in', [...byReferral.keys()]),
  );
  const lineOf = (referralId: string, about: About): News[] => {
    const [gravest, ...others] = (byReferral.get(referralId) ?? []).toSorted(byGravity);
    return gravest ? [{ ...gravest, ...about, count: 1 + others.length }] : [];
  };
  return [
    ...sent.flatMap(row => {
      const { ward, patient } = NewsModel.parse(JSON.parse(row.model_json));
      const person = { patientId: row.patient_id, patientName: patient.name };
      return lineOf(row.id, { ...person, receivedId: null, number: row.number ?? '', phone: ward?.phone ?? '' });
    }),
    ...receivedAmong(read, [...byReferral.keys()]).flatMap(row => {
      const held = fullest(ReceivedParts.parse(JSON.parse(row.parts_json)))?.content;
      const person = { patientId: null, patientName: held?.patient.name ?? '' };
      const phone = held?.departmentPhone ?? '';
      return lineOf(row.referral_id ?? '', { ...person, receivedId: row.id, number: row.number, phone });
    }),
  ].sort(byGravity);
}

/** Of them those that came in here by a code or a file. */
const receivedAmong = (read: Reader, referralIds: string[]) =>
  read.all(
    read.query
      .selectFrom('received_referral')
      .select(['id', 'referral_id', 'number', 'parts_json'])
      .where('referral_id', 'in', referralIds),
  );

const unreadPieces = (read: Reader): Piece[] =>
  read
    .all(read.query.selectFrom('unread').selectAll().orderBy('at', 'desc').limit(LINES))
    .map(({ referral_id: referralId, kind, what, at }) => ({ referralId, kind, what, at }));

/** Refusals and conflicts stay until somebody has decided; a letter or message that is refused counts as well. */
function stuckPieces(read: Reader): Piece[] {
  const stuck = read.all(
    read.query
      .selectFrom('outbox')
      .select(['stream_id', 'error_class', 'created_at'])
      .where('state', 'in', ['blocked', 'dead'])
      .where(eb => eb.or([eb('error_class', 'is', null), eb('error_class', '!=', 'registry-reset')]))
      .orderBy('seq', 'desc')
      .limit(LINES),
  );
  const problems = createOutboxProblems({ read, names: { facility: code => code } });
  return stuck.map(({ stream_id: referralId, error_class, created_at: at }): Piece => {
    if (error_class !== 'conflict') return { referralId, kind: 'refused', what: error_class ?? 'refused', at };
    const against = problems.alarmOf(referralId);
    return { referralId, kind: against === null ? 'question' : 'alarm', what: against ?? error_class, at };
  });
}

const byGravity = (a: Pick<Piece, 'kind' | 'at'>, b: Pick<Piece, 'kind' | 'at'>): number =>
  NEWS_KINDS.indexOf(a.kind) - NEWS_KINDS.indexOf(b.kind) || Date.parse(b.at) - Date.parse(a.at);
