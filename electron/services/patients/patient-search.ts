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
  begins: 'SELECT patient, term FROM patient_term WHERE term >= ? AND term < ? ORDER BY term LIMIT ?',
  count: 'SELECT count(*) AS total FROM (SELECT 1 FROM patient_term WHERE term >= ? AND term < ? LIMIT ?)',
  recent: `SELECT i.patient FROM patient_opened o JOIN patient_index i ON i.patient_id = o.patient_id
    WHERE o.user_id = ? ORDER BY o.opened_at DESC LIMIT ?`,
  /** All of the words after the first, each of them one of its beginnings. */
  beginsWithOthers: (others: readonly Word[]) =>
    `SELECT t.patient, t.term FROM patient_term t JOIN patient_index i ON i.patient = t.patient
    WHERE t.term >= ? AND t.term < ? ${others.map(word => `AND (${word.map(() => HAS_TERM).join(' OR ')})`).join(' ')}
    ORDER BY t.term LIMIT ?`,
  /** A merged record is found as the one that stands for it. */
  lines: `SELECT i.patient, i.terms, i.earlier_terms, a.survivor_id IS NOT NULL AS is_merged, p.id, o.opened_at,
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
  patient: number;
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

  /** Records that fit all words, each with the term by which it fits the first one. */
  function candidates([first = [], ...others]: readonly Word[], limit: number): Map<number, string> {
    const found = new Map<number, string>();
    const sql = others.length === 0 ? SEARCH_SQL.begins : SEARCH_SQL.beginsWithOthers(others);
    const otherTerms = others.flat().map(beginning => `\n${beginning}`);
    for (const beginning of first) {
      const parameters = [...range(beginning), ...otherTerms, limit * TERMS_PER_HIT];
      for (const { patient, term } of read.all(statement<{ patient: number; term: string }>(sql, parameters))) {
        if (!found.has(patient)) found.set(patient, term);
        if (found.size >= limit) return found;
      }
    }
    return found;
  }

  return function search({ query, fuzzy, limit, userId, conceal }: SearchInput): PatientHit[] {
    const words = byRarity(parseQuery(query, { fuzzy }));
    const recent = read.all(statement<{ patient: number }>(SEARCH_SQL.recent, [userId, RECENT]));
    const found = words.length === 0 ? new Map<number, string>() : candidates(words, limit);
    const wanted = new Set([...found.keys(), ...recent.map(({ patient }) => patient)]);
    const rows = read.all(statement<LineRow>(SEARCH_SQL.lines, [JSON.stringify([...wanted]), userId]));
    const typed = words.map(byKind);
    const hits: Hit[] = [];
    for (const row of rows) {
      const term = found.get(row.patient);
      const matches = typed.map((word, index) => bestMatch(word, row, index === 0 ? term : undefined));
      if (matches.every(match => match !== null))
        hits.push({ row, matches, rank: Math.max(0, ...matches.map(({ rank }) => rank)) });
    }
    const today = wallDay(clock.now());
    return hits
      .sort((a, b) => a.rank - b.rank || byOpened(a.row, b.row))
      .filter(firstOfPerson())
      .slice(0, limit)
      .map(hit => toHit(hit, conceal, today));
  };
}

interface Hit {
  row: LineRow;
  matches: Match[];
  /** Of the word that fits worst. */
  rank: number;
}

interface Match {
  kind: TermKind;
  /** 0 the very word, 1 it begins the field, 2 it stands inside. */
  rank: 0 | 1 | 2;
  earlier: boolean;
}

type WordByKind = ReadonlyMap<string, readonly string[]>;

const byKind = (word: Word): WordByKind => Map.groupBy(word, beginning => beginning.charAt(0));

/** Where and how well a word is found in a record; null where it is not. `known` is a term that it is found by. */
function bestMatch(word: WordByKind, { terms, earlier_terms, is_merged }: LineRow, known?: string): Match | null {
  const isMerged = is_merged === 1;
  if (known !== undefined && earlier_terms === '') return matchOf(word, known, isMerged);
  const present = bestOf(word, terms, isMerged);
  if (earlier_terms === '' || present?.rank === 0) return present;
  const earlier = bestOf(word, earlier_terms, true);
  return present === null || (earlier !== null && earlier.rank < present.rank) ? earlier : present;
}

function bestOf(word: WordByKind, terms: string, earlier: boolean): Match | null {
  let best: Match | null = null;
  for (const term of terms.split('\n')) {
    const match = matchOf(word, term, earlier);
    if (match && (best === null || match.rank < best.rank)) best = match;
  }
  return best;
}

function matchOf(word: WordByKind, term: string, earlier: boolean): Match | null {
  const kind = term.charAt(0) as TermKind;
  const beginning = word.get(kind)?.find(each => term.startsWith(each));
  if (beginning === undefined) return null;
  return { kind, rank: INNER.has(kind) ? 2 : term === beginning ? 0 : 1, earlier };
}

/** Of several records of one person, the one that fits best speaks for all. */
function firstOfPerson() {
  const seen = new Set<string>();
  return ({ row }: Hit): boolean => !seen.has(row.id) && Boolean(seen.add(row.id));
}

function byOpened(a: LineRow, b: LineRow): number {
  const [left, right] = [a.opened_at ?? '', b.opened_at ?? ''];
  return left === right ? 0 : left < right ? 1 : -1;
}

const toHit = ({ row, matches }: Hit, conceal: Concealment, today: string): PatientHit => ({
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
