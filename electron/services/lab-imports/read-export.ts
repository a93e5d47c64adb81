import { labItem, unitsOf } from '../../../shared/records/lab-catalogue.ts';
import { type PatientComparison, ROWS_AT_ONCE } from '../../../shared/records/lab-import.ts';
import type { Candidate } from '../lis/candidate.ts';
import { type Decision, decideRow } from '../lis/decide-row.ts';
import { decideItem } from '../lis/item-decision.ts';
import type { ExportPatient } from '../lis/lab-export.ts';
import { type ExportContents, openExport } from '../lis/open-export.ts';
import { candidatesOf } from '../lis/read-lab-export.ts';
import { NewestResults } from '../lis/superseded.ts';
import { UnreadableExport } from '../lis/unreadable-export.ts';
import {
  chooseProfile,
  describeColumns,
  firstRows,
  headerMapping,
  LINES_LOOKED_AT,
  NO_MAPPING_AT_ALL,
  sampleOf,
  sampleOfMessage,
  signatureOf,
  signatureOfMessage,
} from './export-columns.ts';
import {
  type ExportReading,
  type ReadingRequest,
  type ReadRow,
  type ReadSkip,
  UNITS_THAT_DECIDE,
} from './export-reading.ts';
import { compare, countSame, isSamePatient } from './patient-match.ts';

const ROWS_A_REPORT = 500;
const NEAREST_SHOWN = 3;
const UNITLESS_SHOWN = 40;

/**
 * Reads an export for one open patient: their rows, and of all other rows only the count. Runs in a thread of its own.
 * @throws UnreadableExport
 */
export function readExport(
  { bytes, person, mapping: given, profiles, today }: ReadingRequest,
  onProgress: (share: number, rows: number) => void,
): ExportReading {
  let share = 0;
  let chosen = given ?? NO_MAPPING_AT_ALL;
  let profileId: string | null = null;
  const contents = openExport(
    bytes,
    rows => {
      const found = given ? null : chooseProfile(rows, profiles);
      if (found) [chosen, profileId] = [found.mapping, found.profile.id];
      return headerMapping(chosen);
    },
    part => {
      share = part;
      onProgress(share, 0);
    },
  );
  if (contents.kind === 'hl7' && !given) {
    const profile = profiles.find(({ signature }) => signature === signatureOfMessage(contents.text));
    if (profile) [chosen, profileId] = [{ ...NO_MAPPING_AT_ALL, units: profile.units }, profile.id];
  }
  const outline = outlineOf(contents, chosen);
  const whose = new PatientSorter(person, today);
  const newest = new NewestResults();
  const units = new Map(chosen.units.map(({ item, unit }) => [item, unit]));
  const unitless = new Map<string, readonly string[]>();
  const own: { candidate: Kept; decision: Decision }[] = [];
  let rows = 0;
  if (outline.isReadable) {
    for (const candidate of candidatesOf(contents)) {
      const decision = decideRow(candidate, units);
      newest.add(decision);
      rows += 1;
      if (rows % ROWS_A_REPORT === 0) onProgress(share, rows);
      if (!whose.isOwn(candidate)) continue;
      noteUnitless(unitless, candidate, decision);
      own.push({ candidate: kept(candidate), decision });
    }
  }
  const read = own.map(({ candidate, decision }) => asRead(candidate, decision, newest));
  const shown = newestFirst(read).slice(0, ROWS_AT_ONCE);
  const isShown = new Set(shown);
  return {
    format: contents.format,
    encoding: contents.encoding,
    ...outline,
    mapping: chosen,
    profileId,
    rows: read.filter(row => isShown.has(row)),
    more: read.length - shown.length,
    ...whose.result(),
    unitless: [...unitless].slice(0, UNITLESS_SHOWN).map(([item, choices]) => ({ item, units: choices })),
  };
}

function outlineOf(
  contents: ExportContents,
  mapping: typeof NO_MAPPING_AT_ALL,
): Pick<ExportReading, 'sample' | 'header' | 'signature' | 'isReadable'> {
  if (contents.kind === 'hl7') {
    const { text } = contents;
    return { sample: sampleOfMessage(text), header: null, signature: signatureOfMessage(text), isReadable: true };
  }
  const sample = sampleOf(contents.rows());
  // A line that a person named shows its columns even before enough of them are known to read it.
  const header =
    contents.header ?? [...firstRows(contents.rows(), LINES_LOOKED_AT)].find(({ line }) => line === mapping.headerLine);
  // Prose, a page or noise: nothing that a person could point at as a header row.
  if (!header && !sample.some(({ cells }) => cells.filter(cell => cell !== '').length >= 3)) {
    throw new UnreadableExport('no-header-row');
  }
  return {
    sample,
    header: header ? { line: header.line, columns: describeColumns(header, mapping) } : null,
    signature: header ? signatureOf(header) : null,
    isReadable: contents.header !== undefined,
  };
}

type Kept = Pick<Candidate, 'patient' | 'itemText' | 'value' | 'times'>;
/** Only what the preview shows: a candidate holds its whole row. */
const kept = ({ patient, itemText, value, times }: Candidate): Kept => ({ patient, itemText, value, times });

function asRead(candidate: Kept, decision: Decision, newest: NewestResults): ReadRow | ReadSkip {
  const skip = decision.kind === 'skip' ? decision.skip : newest.supersededBy(decision);
  if (decision.kind === 'row' && !skip) {
    const { row: result, written, releasedMs } = decision;
    return { kind: 'row', item: candidate.itemText, result, written, releasedMs };
  }
  return {
    kind: 'skip',
    item: candidate.itemText,
    patient: candidate.patient,
    skip: skip ?? { line: 0, reason: 'superseded', detail: '' },
    value: (candidate.value ?? '').slice(0, 40),
    sampledAt: candidate.times.sample?.collectedAt ?? null,
  };
}

const timeOf = (row: ReadRow | ReadSkip): string =>
  row.kind === 'row' ? row.result.collectedAt : (row.sampledAt ?? '');
const newestFirst = (rows: readonly (ReadRow | ReadSkip)[]) =>
  rows.toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : timeOf(a) > timeOf(b) ? -1 : 0));

/** An item that is left out only because its export names no unit: the units among which a person may choose. */
function noteUnitless(unitless: Map<string, readonly string[]>, candidate: Candidate, decision: Decision): void {
  if (decision.kind !== 'skip' || unitless.has(candidate.itemText)) return;
  const { reason, detail } = decision.skip;
  if (reason === 'unknown-unit' && detail === '') {
    const item = decideItem(candidate.item, '', candidate.panel);
    if (item.kind !== 'item') return;
    // mg/dL of urea is decided by the name alone (6.5), so it is no choice here.
    const units = unitsOf(labItem(item.code)).filter(unit => item.code !== 'UREA' || unit === 'mmol/L');
    unitless.set(candidate.itemText, units);
  } else if (reason === 'ambiguous-item' && candidate.item.kind === 'undecided' && candidate.unit === '') {
    const units = UNITS_THAT_DECIDE[candidate.item.name.id]?.map(([, unit]) => unit) ?? [];
    if (units.length > 0) unitless.set(candidate.itemText, units);
  }
}

interface Group extends PatientComparison {
  readonly isOwn: boolean;
}

/** Tells the open patient's rows from all others, by what each row says of its patient. */
class PatientSorter {
  readonly #person: ReadingRequest['person'];
  readonly #today: string;
  readonly #groups = new Map<string, { group: Group; rows: number }>();

  constructor(person: ReadingRequest['person'], today: string) {
    this.#person = person;
    this.#today = today;
  }

  isOwn({ patient, times }: Candidate): boolean {
    const day = times.sample?.collectedAt.slice(0, 10) ?? this.#today;
    const key = JSON.stringify([patient.name, patient.sex, patient.mrn, patient.age, day.slice(0, 4)]);
    let entry = this.#groups.get(key);
    if (!entry) {
      const agreements = compare(this.#person, patient, day);
      entry = { group: { patient, rows: 0, ...agreements, isOwn: isSamePatient(agreements) }, rows: 0 };
      this.#groups.set(key, entry);
    }
    entry.rows += 1;
    return entry.group.isOwn;
  }

  result(): Pick<ExportReading, 'matching' | 'nearest' | 'others' | 'namesPatients'> {
    const groups = joined([...this.#groups.values()].map(({ group, rows }) => ({ ...group, rows })));
    const others = groups.filter(({ isOwn }) => !isOwn);
    return {
      matching: groups.filter(({ isOwn }) => isOwn).map(withoutMark),
      nearest: others
        .toSorted((a, b) => countSame(b) - countSame(a) || b.rows - a.rows)
        .slice(0, NEAREST_SHOWN)
        .map(withoutMark),
      others: { patients: others.length, rows: others.reduce((sum, { rows }) => sum + rows, 0) },
      namesPatients: groups.some(({ patient }) => hasIdentity(patient)),
    };
  }
}

const hasIdentity = ({ name, mrn }: ExportPatient): boolean => name !== null || mrn !== null;
const withoutMark = ({ isOwn: _, ...comparison }: Group): PatientComparison => comparison;

/** One group a patient as written: years of samples are told apart only for the age. */
function joined(groups: readonly Group[]): Group[] {
  const byPatient = new Map<string, Group>();
  for (const group of groups) {
    const key = JSON.stringify([group.patient, group.isOwn]);
    const present = byPatient.get(key);
    byPatient.set(key, present ? { ...present, rows: present.rows + group.rows } : group);
  }
  return [...byPatient.values()];
}
