import type { z } from 'zod';
import { FINDING_CODES, FINDING_VALUES, type FindingCode, FindingEntry } from '../../../shared/records/finding.ts';

/** Findings as chosen or typed; absent = nobody looked. */
export type FindingDraft = { readonly [K in FindingCode]?: string };

/** Measures typed as a number, with their limits. */
export const MEASURES = {
  sbp: [40, 260],
  dbp: [20, 160],
  pf: [20, 700],
  sf: [40, 480],
  weight: [25, 250],
  height: [100, 230],
} as const satisfies { [K in FindingCode]?: readonly [number, number] };
export type MeasureCode = keyof typeof MEASURES;

const FLAGS: ReadonlySet<FindingCode> = new Set(['dialysis', 'rrt', 'vasopressor']);
const isMeasure = (code: FindingCode): code is MeasureCode => Object.hasOwn(MEASURES, code);

/** The value that a text stands for, undefined where it stands for none. */
export function findingValue(code: FindingCode, text: string): number | string | boolean | undefined {
  const plain = text.normalize('NFKC').replace('。', '.').trim();
  if (isMeasure(code)) return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
  if (FLAGS.has(code)) return plain === 'yes' ? true : plain === 'no' ? false : undefined;
  return code === 'he' && /^[0-4]$/.test(plain) ? Number(plain) : plain;
}

/** Codes whose text is no value of theirs, e.g. a pressure outside its limits. */
export function unreadableFindings(draft: FindingDraft): FindingCode[] {
  return FINDING_CODES.filter(code => {
    const text = draft[code];
    if (text === undefined || text.trim() === '') return false;
    return !FINDING_VALUES[code].safeParse(findingValue(code, text)).success;
  });
}

/** The findings to store; call it when nothing is unreadable. */
export function findingEntries(draft: FindingDraft): z.infer<typeof FindingEntry>[] {
  return FINDING_CODES.flatMap(code => {
    const text = draft[code];
    if (text === undefined || text.trim() === '') return [];
    const entry = FindingEntry.safeParse({ code, value: findingValue(code, text) });
    return entry.success ? [entry.data] : [];
  });
}
