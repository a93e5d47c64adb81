import type { PacketChange } from './packet-change.ts';
import type { PacketModel } from './packet-model.ts';

export type PacketContent = Pick<
  PacketModel,
  'observations' | 'findings' | 'treatments' | 'assessments' | 'form' | 'patient' | 'episode'
>;

/** A thing recorded in rows: told apart by its id, changed where its version is another. */
interface Recorded {
  readonly id: string;
  readonly version: number;
}

interface Rows<Row extends Recorded> {
  readonly what: PacketChange['what'];
  readonly code: (row: Row) => string;
  readonly at: (row: Row) => string;
  readonly text: (row: Row) => string | null;
}

function changesOfRows<Row extends Recorded>(before: readonly Row[], now: readonly Row[], of: Rows<Row>) {
  const old = new Map(before.map(row => [row.id, row]));
  const present = new Set(now.map(({ id }) => id));
  const change = (row: Row, how: PacketChange['how'], was: Row | null): PacketChange => ({
    what: of.what,
    code: of.code(row),
    how,
    id: how === 'removed' ? null : row.id,
    at: of.at(row),
    before: was && of.text(was),
    after: how === 'removed' ? null : of.text(row),
  });
  return [
    ...now.flatMap(row => {
      const was = old.get(row.id);
      if (!was) return [change(row, 'added', null)];
      return was.version === row.version ? [] : [change(row, 'changed', was)];
    }),
    ...before.filter(({ id }) => !present.has(id)).map(row => change(row, 'removed', row)),
  ];
}

/** Of two objects with the same fields, those that differ. */
function changesOfFields(what: PacketChange['what'], before: object, now: object, skip: readonly string[]) {
  const old = new Map(Object.entries(before));
  return Object.entries(now).flatMap(([code, value]): PacketChange[] => {
    const was = old.get(code);
    if (skip.includes(code) || JSON.stringify(value) === JSON.stringify(was)) return [];
    return [{ what, code, how: 'changed', id: null, at: null, before: asText(was), after: asText(value) }];
  });
}

const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * What a packet says otherwise than the one before it: rows added, corrected or voided, scores with another result,
 * fields of the form, the person and the episode. Empty = nothing new.
 */
export function packetChanges(before: PacketContent, now: PacketContent): PacketChange[] {
  return [
    ...changesOfRows(before.observations, now.observations, {
      what: 'lab',
      code: row => row.code,
      at: row => row.sampledAt,
      text: row =>
        row.valueSi === null
          ? (row.text ?? row.missing)
          : `${row.comparator ?? ''}${row.enteredValue ?? row.valueSi} ${row.enteredUnit}`.trim(),
    }),
    ...changesOfRows(before.findings, now.findings, {
      what: 'finding',
      code: row => row.code,
      at: row => row.observedAt,
      text: () => null,
    }),
    ...changesOfRows(before.treatments, now.treatments, {
      what: 'treatment',
      code: row => row.kind,
      at: row => row.startedAt,
      text: () => null,
    }),
    ...changesOfScores(before, now),
    ...changesOfFields('form', before.form, now.form, FORM_NOT_CONTENT),
    ...changesOfFields('patient', before.patient, now.patient, []),
    ...changesOfFields('episode', before.episode, now.episode, EPISODE_NOT_CONTENT),
  ];
}

/** The words about what is new are not themselves new; the summary is told from the rest unless it was edited. */
const FORM_NOT_CONTENT = ['changes', 'sbar'];
const EPISODE_NOT_CONTENT = ['version', 'closedAt', 'createdAt', 'id', 'patientId'];

/** Snapshots are made at every sample: only a score whose latest result is another is news. */
function changesOfScores(before: PacketContent, now: PacketContent): PacketChange[] {
  const latest = (content: PacketContent) =>
    new Map(
      content.assessments
        .toSorted((a, b) => Date.parse(a.anchorAt) - Date.parse(b.anchorAt) || a.computedAt.localeCompare(b.computedAt))
        .map(row => [row.scoreId, row] as const),
    );
  const was = latest(before);
  return [...latest(now)].flatMap(([code, row]): PacketChange[] => {
    const old = was.get(code);
    if (old && JSON.stringify(old.outcome) === JSON.stringify(row.outcome)) return [];
    const shown = (value: typeof row.outcome.value) => (value === null ? null : String(value));
    return [
      {
        what: 'score',
        code,
        how: old ? 'changed' : 'added',
        id: row.id,
        at: row.anchorAt,
        before: old ? shown(old.outcome.value) : null,
        after: shown(row.outcome.value),
      },
    ];
  });
}
