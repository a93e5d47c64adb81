import { type Compilable, CompiledQuery } from 'kysely';
import type { MatchedBy, PatientHit } from '../../../shared/contract/clinical.ts';
import type { Concealment } from '../../../shared/records/masking.ts';
import { type PatientFields, patientAge } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import type { ServiceDependencies } from '../service.ts';
import { parseQuery, type Word } from './search-query.ts';
import type { TermKind } from './search-terms.ts';

/** After every other code point, so that "begins with" is a range of the index. */
const LAST = '\u{10ffff}';
/** A word found more often than this is not what a search of several words starts from. */
const COMMON = 500;
/** Terms read for each patient shown: one patient may be found by several terms that begin alike. */
const TERMS_PER_HIT = 3;
/** Of those whom this user has opened, the latest are always looked through. */
const RECENT = 50;

const FIELD: Record<TermKind, MatchedBy> = {
  n: 'name',
  m: 'name',
  p: 'pinyin',
  q: 'pinyin',
  i: 'initials',
  j: 'initials',
  d: 'identity',
  D: 'identity',
  t: 'phone',
  T: 'phone',
  h: 'hospital-number',
  H: 'hospital-number',
};
const INNER: readonly string[] = ['m', 'q', 'j'];

/** A statement whose text is always the same, so that neither Kysely nor SQLite compiles it again. */
const statement = <Row>(sql: string, parameters: readonly unknown[]): Compilable<Row> => ({
  compile: () => CompiledQuery.raw(sql, [...parameters]) as CompiledQuery<Row>,
});

export const SEARCH_SQL = {
  begins: 'SELECT patient FROM patient_term WHERE term >= ? AND term < ? ORDER BY term LIMIT ?',
  count: 'SELECT count(*) AS total FROM (SELECT 1 FROM patient_term WHERE term >= ? AND term < ? LIMIT ?)',
  recent: `SELECT i.patient FROM patient_opened o JOIN patient_index i ON i.patient_id = o.patient_id
    WHERE o.user_id = ? ORDER BY o.opened_at DESC LIMIT ?`,
  /** All of the words after the first, each of them one of its beginnings. */
  beginsWithOthers: (others: readonly Word[]) =>
    `SELECT t.patient FROM patient_term t JOIN patient_index i ON i.patient = t.patient
    WHERE t.term >= ? AND t.term < ? ${others.map(word => `AND (${word.map(() => HAS_TERM).join(' OR ')})`).join(' ')}
    ORDER BY t.term LIMIT ?`,
  /** A merged record is found as the one that stands for it. */
  lines: `SELECT i.terms, i.earlier_terms, a.survivor_id IS NOT NULL AS is_merged, p.id, p.body_json, o.opened_at,
      e.id AS episode_id, e.first_presentation_at
    FROM json_each(?) AS wanted CROSS JOIN patient_index i ON i.patient = wanted.value
    LEFT JOIN patient_alias a ON a.patient_id = i.patient_id
    JOIN patient p ON p.id = coalesce(a.survivor_id, i.patient_id) AND p.voided_at IS NULL
    LEFT JOIN patient_opened o ON o.user_id = ? AND o.patient_id = p.id
    LEFT JOIN episode e ON e.id = (
      SELECT id FROM episode
      WHERE patient_id IN (SELECT p.id UNION ALL SELECT patient_id FROM patient_alias WHERE survivor_id = p.id)
      ORDER BY first_presentation_at DESC LIMIT 1)`,
};
const HAS_TERM = 'instr(i.terms || i.earlier_terms, ?) > 0';

interface LineRow {
  terms: string;
  earlier_terms: string;
  is_merged: number;
  id: string;
  body_json: string;
  opened_at: string | null;
  episode_id: string | null;
  first_presentation_at: string | null;
}

export interface SearchInput {
  query: string;
  fuzzy: boolean;
  limit: number;
  userId: string;
  conceal: Concealment;
}

export type PatientSearch = ReturnType<typeof createPatientSearch>;

/**
 * Finds patients as somebody types. Every word must be found, in whatever field. First those whose term is the very word,
 * then those where it begins a field, then those where it stands inside a name; among equals whom the user opened last.
 * Nothing typed: whom this user opened last.
 */
export function createPatientSearch({ read, clock }: Pick<ServiceDependencies, 'read' | 'clock'>) {
  const range = (beginning: string) => [beginning, beginning + LAST] as const;
  const howCommon = (word: Word) =>
    word.reduce(
      (sum, beginning) =>
        sum + (read.first(statement<{ total: number }>(SEARCH_SQL.count, [...range(beginning), COMMON]))?.total ?? 0),
      0,
    );

  /** The rarest word first: the others are then looked for in few records. */
  const byRarity = (words: readonly Word[]) =>
    words.length < 2
      ? words
      : words
          .map(word => ({ word, common: howCommon(word) }))
          .sort((a, b) => a.common - b.common)
          .map(({ word }) => word);

  function candidates(words: readonly Word[], limit: number): Set<number> {
    const found = new Set<number>();
    const [first = [], ...others] = byRarity(words);
    const sql = others.length === 0 ? SEARCH_SQL.begins : SEARCH_SQL.beginsWithOthers(others);
    const otherTerms = others.flat().map(beginning => `\n${beginning}`);
    for (const beginning of first) {
      const parameters = [...range(beginning), ...otherTerms, limit * TERMS_PER_HIT];
      for (const { patient } of read.all(statement<{ patient: number }>(sql, parameters))) {
        found.add(patient);
        if (found.size >= limit) return found;
      }
    }
    return found;
  }

  return function search({ query, fuzzy, limit, userId, conceal }: SearchInput): PatientHit[] {
    const words = parseQuery(query, { fuzzy });
    const recent = read.all(statement<{ patient: number }>(SEARCH_SQL.recent, [userId, RECENT]));
    const wanted = words.length === 0 ? new Set<number>() : candidates(words, limit);
    for (const { patient } of recent) wanted.add(patient);
    const rows = read.all(statement<LineRow>(SEARCH_SQL.lines, [JSON.stringify([...wanted]), userId]));
    const today = wallDay(clock.now());
    return rows
      .map(row => ({ row, matches: words.map(word => bestMatch(word, row)) }))
      .filter((hit): hit is { row: LineRow; matches: Match[] } => !hit.matches.includes(null))
      .map(({ row, matches }) => ({ row, matches, rank: Math.max(0, ...matches.map(match => match.rank)) }))
      .sort((a, b) => a.rank - b.rank || byOpened(a.row, b.row))
      .filter(firstOfPerson())
      .slice(0, limit)
      .map(({ row, matches }) => toHit(row, matches, conceal, today));
  };
}

interface Match {
  kind: TermKind;
  /** 0 the very word, 1 it begins the field, 2 it stands inside. */
  rank: 0 | 1 | 2;
  earlier: boolean;
}

/** Where and how well a word is found in a record; null where it is not. */
function bestMatch(word: Word, { terms, earlier_terms, is_merged }: LineRow): Match | null {
  let best: Match | null = null;
  for (const [earlier, text] of [terms, earlier_terms].entries())
    for (const beginning of word) {
      const at = text.indexOf(`\n${beginning}`);
      if (at < 0) continue;
      const kind = beginning.charAt(0) as TermKind;
      const isWhole = text.includes(`\n${beginning}\n`, at) || text.endsWith(`\n${beginning}`);
      const rank = INNER.includes(kind) ? 2 : isWhole ? 0 : 1;
      if (best === null || rank < best.rank) best = { kind, rank, earlier: earlier === 1 || is_merged === 1 };
    }
  return best;
}

/** Of several records of one person, the one that fits best speaks for all. */
function firstOfPerson() {
  const seen = new Set<string>();
  return ({ row }: { row: LineRow }): boolean => !seen.has(row.id) && Boolean(seen.add(row.id));
}

const byOpened = (a: LineRow, b: LineRow): number => (b.opened_at ?? '').localeCompare(a.opened_at ?? '');

function toHit(row: LineRow, matches: readonly Match[], conceal: Concealment, today: string): PatientHit {
  const fields = conceal.person(JSON.parse(row.body_json) as PatientFields); // written by us, parsed at every change
  const { inpatient, outpatient, record } = fields.hospitalNumbers;
  return {
    id: row.id,
    name: fields.name,
    sex: fields.sex,
    ageYears: patientAge(fields, today),
    hospitalNumber: inpatient || outpatient || record,
    identityNumber: fields.identity.number,
    phone: fields.phone,
    episodeId: row.episode_id,
    firstPresentationAt: row.first_presentation_at,
    openedAt: row.opened_at,
    matchedBy: [...new Set(matches.map(({ kind }) => FIELD[kind]))],
    byEarlierName: matches.some(({ earlier }) => earlier),
  };
}
