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
const INNER: ReadonlySet<TermKind> = new Set(['m', 'q', 'j']);

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
  lines: `SELECT i.terms, i.earlier_terms, a.survivor_id IS NOT NULL AS is_merged, p.id, o.opened_at,
      e.id AS episode_id, e.first_presentation_at, p.name, p.body_json ->> '$.sex' AS sex,
      p.body_json ->> '$.birthDate' AS birth_date, p.body_json -> '$.estimatedAge' AS estimated_age,
      p.body_json ->> '$.identity.number' AS identity_number, p.body_json ->> '$.phone' AS phone,
      coalesce(nullif(p.body_json ->> '$.hospitalNumbers.inpatient', ''),
        nullif(p.body_json ->> '$.hospitalNumbers.outpatient', ''),
        p.body_json ->> '$.hospitalNumbers.record') AS hospital_number
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
  name: string;
  sex: PatientFields['sex'];
  birth_date: string | null;
  estimated_age: string; // JSON, may be null
  identity_number: string;
  phone: string;
  hospital_number: string;
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
    const wordNeedles = words.map(needles);
    const rows = read.all(statement<LineRow>(SEARCH_SQL.lines, [JSON.stringify([...wanted]), userId]));
    const today = wallDay(clock.now());
    return rows
      .map(row => ({ row, matches: wordNeedles.map(word => bestMatch(word, row)) }))
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

/** One way a word may begin a term, as it is looked for in the text of all terms. */
interface Needle {
  kind: TermKind;
  beginning: string;
  whole: string;
}

const needles = (word: Word): Needle[] =>
  word.map(beginning => ({
    kind: beginning.charAt(0) as TermKind,
    beginning: `\n${beginning}`,
    whole: `\n${beginning}\n`,
  }));

/** Where and how well a word is found in a record; null where it is not. */
function bestMatch(word: readonly Needle[], { terms, earlier_terms, is_merged }: LineRow): Match | null {
  const present = bestIn(word, terms, is_merged === 1);
  if (earlier_terms === '' || present?.rank === 0) return present;
  const earlier = bestIn(word, earlier_terms, true);
  return present === null || (earlier !== null && earlier.rank < present.rank) ? earlier : present;
}

function bestIn(word: readonly Needle[], terms: string, earlier: boolean): Match | null {
  let best: Match | null = null;
  for (const { kind, beginning, whole } of word) {
    const rank = INNER.has(kind) ? 2 : 1;
    if (best !== null && best.rank < rank) continue;
    const at = terms.indexOf(beginning);
    if (at < 0) continue;
    if (rank === 1 && (terms.startsWith('\n', at + beginning.length) || terms.includes(whole, at)))
      return { kind, rank: 0, earlier };
    best ??= { kind, rank, earlier };
    if (rank < best.rank) best = { kind, rank, earlier };
  }
  return best;
}

/** Of several records of one person, the one that fits best speaks for all. */
function firstOfPerson() {
  const seen = new Set<string>();
  return ({ row }: { row: LineRow }): boolean => !seen.has(row.id) && Boolean(seen.add(row.id));
}

function byOpened(a: LineRow, b: LineRow): number {
  const [left, right] = [a.opened_at ?? '', b.opened_at ?? ''];
  return left === right ? 0 : left < right ? 1 : -1;
}

const toHit = (row: LineRow, matches: readonly Match[], conceal: Concealment, today: string): PatientHit => ({
  id: row.id,
  name: conceal.name(row.name),
  sex: row.sex,
  ageYears: patientAge({ birthDate: row.birth_date, estimatedAge: JSON.parse(row.estimated_age) }, today),
  hospitalNumber: conceal.hospitalNumber(row.hospital_number),
  identityNumber: conceal.identity(row.identity_number),
  phone: conceal.phone(row.phone),
  episodeId: row.episode_id,
  firstPresentationAt: row.first_presentation_at,
  openedAt: row.opened_at,
  matchedBy: [...new Set(matches.map(({ kind }) => FIELD[kind]))],
  byEarlierName: matches.some(({ earlier }) => earlier),
});
