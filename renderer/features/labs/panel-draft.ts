import { isImplausibleRepeat, type TimedValue } from '../../../shared/clinical/trend.ts';
import { type SlipId, type SlipKey, slipQuestions } from '../../../shared/clinical/unit-slip.ts';
import { labItem, toSi, unitsOf } from '../../../shared/records/lab-catalogue.ts';
import {
  LAB_CODES,
  type LabCode,
  type LabEntry,
  LabFlag,
  type LabPanel,
  type ResultRange,
} from '../../../shared/records/observation.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { readTypedRange } from './typed-range.ts';
import { readTyped } from './typed-value.ts';

/** One cell as typed. `confirmed` names the questions that a person has answered with "it is right". */
export interface DraftCell {
  readonly text: string;
  readonly unit: string;
  readonly confirmed: readonly QuestionId[];
  /** The range that the laboratory printed for this result, as typed, in the unit of the cell. */
  readonly range: string;
  readonly labFlag: LabFlag | null;
}

/** A panel that is being typed: kept as typed, so that a restored draft looks as it was left. */
export interface PanelDraft {
  /** Among the columns of its grid. */
  readonly id: string;
  readonly sampledAt: Instant | null;
  readonly timeSource: LabPanel['timeSource'];
  readonly laboratory: string;
  readonly cells: { readonly [K in LabCode]?: DraftCell };
}

export type QuestionId = SlipId | 'threefold' | 'unreadable' | 'range-unreadable';

/** What cannot be read is typed again: "it is right" is no answer to it. */
export const isUnreadable = ({ id }: Pick<CellQuestion, 'id'>): boolean =>
  id === 'unreadable' || id === 'range-unreadable';

/** A doubt about one cell, asked beside it. Nothing is converted or cut by the program. */
export interface CellQuestion {
  readonly id: QuestionId;
  /** Unit that the number was probably read in, where the item accepts it. */
  readonly likelyUnit: string | null;
  /** The typed number in SI if that is so. */
  readonly wouldBe: number | null;
  /** Must be answered before the panel can be saved. */
  readonly isBlocking: boolean;
}

export const blankPanel = (id = '1'): PanelDraft => ({
  id,
  sampledAt: null,
  timeSource: 'collected',
  laboratory: '',
  cells: {},
});

export const blankCell = (code: LabCode): DraftCell => ({
  text: '',
  unit: labItem(code).unit,
  confirmed: [],
  range: '',
  labFlag: null,
});

export const cellOf = (draft: PanelDraft, code: LabCode): DraftCell => draft.cells[code] ?? blankCell(code);

export const isBlank = (draft: PanelDraft): boolean =>
  draft.sampledAt === null && LAB_CODES.every(code => cellOf(draft, code).text.trim() === '');

/** A changed text or unit is a new value: what was confirmed before no longer counts. */
export function typeInto(draft: PanelDraft, code: LabCode, change: { text?: string; unit?: string }): PanelDraft {
  const before = cellOf(draft, code);
  const cell: DraftCell = { ...before, ...change, confirmed: [] };
  return { ...draft, cells: { ...draft.cells, [code]: cell } };
}

/** What the laboratory printed beside the value. */
export function printBeside(
  draft: PanelDraft,
  code: LabCode,
  printed: Partial<Pick<DraftCell, 'range' | 'labFlag'>>,
): PanelDraft {
  return { ...draft, cells: { ...draft.cells, [code]: { ...cellOf(draft, code), ...printed } } };
}

/** The printed range of a cell in SI, null where none was typed or it cannot be read. */
export function cellRange(draft: PanelDraft, code: LabCode): ResultRange | null {
  const { range, unit } = cellOf(draft, code);
  const typed = readTypedRange(range);
  if (typed.kind !== 'range') return null;
  const si = (end: number | null) => (end === null ? null : toSi(code, end, unit));
  return { low: si(typed.low), high: si(typed.high) };
}

export function confirm(draft: PanelDraft, code: LabCode, questions: readonly CellQuestion[]): PanelDraft {
  const before = cellOf(draft, code);
  const confirmed = [...new Set([...before.confirmed, ...questions.map(question => question.id)])];
  return { ...draft, cells: { ...draft.cells, [code]: { ...before, confirmed } } };
}

/** SI value of a cell that holds a number, else null. */
export function cellSi(draft: PanelDraft, code: LabCode): number | null {
  const cell = cellOf(draft, code);
  const typed = readTyped(code, cell.text);
  return typed.kind === 'number' ? toSi(code, Number(typed.value), cell.unit) : null;
}

/** The laboratory codes that the confusion checks know. */
const SLIP_KEY: { readonly [K in LabCode]?: SlipKey } = {
  TBIL: 'tbil',
  DBIL: 'dbil',
  CREA: 'crea',
  UREA: 'urea',
  ALB: 'alb',
  INR: 'inr',
  PTA: 'pta',
  NA: 'na',
  WBC: 'wbc',
  NEUT: 'neut',
  LAC: 'lac',
  K: 'k',
};

export interface PanelContext {
  /** Jaundice ticked among the presenting signs of the episode. */
  readonly hasJaundice: boolean;
  /** Stored values of a code, for the comparison with a recent repeat. */
  readonly earlier: (code: LabCode) => readonly TimedValue[];
}

function isRepeatDoubtful(code: LabCode, si: number, draft: PanelDraft, context: PanelContext): boolean {
  const { sampledAt } = draft;
  if (sampledAt === null) return false;
  return context.earlier(code).some(earlier => isImplausibleRepeat(earlier, { at: sampledAt, value: si }));
}

/** The open questions of every cell; answered ones are left out. */
export function panelQuestions(draft: PanelDraft, context: PanelContext): Map<LabCode, CellQuestion[]> {
  const values: { [K in SlipKey]?: number } = {};
  for (const code of LAB_CODES) {
    const key = SLIP_KEY[code];
    const si = cellSi(draft, code);
    if (key !== undefined && si !== null) values[key] = si;
  }
  const slips = slipQuestions(values, { hasJaundice: context.hasJaundice });
  const questions = new Map<LabCode, CellQuestion[]>();
  for (const code of LAB_CODES) {
    const { text, confirmed } = cellOf(draft, code);
    const asked: CellQuestion[] = [];
    if (readTyped(code, text).kind === 'unreadable') {
      asked.push({ id: 'unreadable', likelyUnit: null, wouldBe: null, isBlocking: true });
    }
    if (readTypedRange(cellOf(draft, code).range).kind === 'unreadable') {
      asked.push({ id: 'range-unreadable', likelyUnit: null, wouldBe: null, isBlocking: true });
    }
    const si = cellSi(draft, code);
    if (si !== null) {
      const item = labItem(code);
      const units = unitsOf(item);
      for (const slip of slips) {
        if (slip.key !== SLIP_KEY[code]) continue;
        const likelyUnit = slip.likelyUnit !== null && units.includes(slip.likelyUnit) ? slip.likelyUnit : null;
        asked.push({ id: slip.id, likelyUnit, wouldBe: slip.wouldBe, isBlocking: slip.id !== 'outside-usual' });
      }
      // The services refuse an unconfirmed value outside the catalogue's limits, whatever else was asked.
      const isOutside = si < item.hard[0] || si > item.hard[1];
      if (isOutside && !asked.some(question => question.id === 'outside-hard')) {
        asked.push({ id: 'outside-hard', likelyUnit: null, wouldBe: null, isBlocking: true });
      }
      if (isRepeatDoubtful(code, si, draft, context)) {
        asked.push({ id: 'threefold', likelyUnit: null, wouldBe: null, isBlocking: true });
      }
    }
    const open = asked.filter(question => !confirmed.includes(question.id));
    if (open.length > 0) questions.set(code, open);
  }
  return questions;
}

/** The entries to store: every cell that says something readable, in the order of the grid. */
export function panelEntries(draft: PanelDraft): LabEntry[] {
  return LAB_CODES.flatMap(code => {
    const cell = cellOf(draft, code);
    const typed = readTyped(code, cell.text);
    if (typed.kind === 'empty' || typed.kind === 'unreadable') return [];
    const range = readTypedRange(cell.range);
    return [
      {
        code,
        value: typed.kind === 'number' ? typed.value : null,
        unit: cell.unit,
        comparator: typed.kind === 'number' ? typed.comparator : null,
        text: typed.kind === 'word' ? typed.text : null,
        missing: typed.kind === 'missing' ? typed.missing : null,
        confirmed: cell.confirmed.length > 0,
        range: range.kind === 'range' ? { low: range.low, high: range.high } : null,
        labFlag: cell.labFlag,
      },
    ];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function restoreCell(code: LabCode, stored: unknown): DraftCell | null {
  if (!isRecord(stored) || typeof stored.text !== 'string' || typeof stored.unit !== 'string') return null;
  const { text, unit } = stored;
  const range = typeof stored.range === 'string' ? stored.range : '';
  const labFlag = LabFlag.safeParse(stored.labFlag).data ?? null;
  // Confirmations are not restored: whoever comes back looks at a doubtful value again.
  const cell = { ...blankCell(code), text, range, labFlag };
  return unitsOf(labItem(code)).includes(unit) ? { ...cell, unit } : cell;
}

/** Reads a stored draft back; null where it is not one of ours. */
export function restorePanel(body: unknown): PanelDraft | null {
  if (!isRecord(body) || !isRecord(body.cells)) return null;
  const { id, sampledAt, timeSource, laboratory, cells } = body;
  const restored: { [K in LabCode]?: DraftCell } = {};
  for (const code of LAB_CODES) {
    const cell = restoreCell(code, cells[code]);
    if (cell !== null) restored[code] = cell;
  }
  const isTime = typeof sampledAt === 'string' && !Number.isNaN(Date.parse(sampledAt));
  const sources = ['collected', 'received', 'reported'] as const;
  return {
    id: typeof id === 'string' ? id : '1',
    sampledAt: isTime ? sampledAt : null,
    timeSource: sources.find(source => source === timeSource) ?? 'collected',
    laboratory: typeof laboratory === 'string' ? laboratory : '',
    cells: restored,
  };
}
