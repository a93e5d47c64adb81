import type { ResultRange } from '../../../shared/records/observation.ts';
import type { ExportPatient } from './lab-export.ts';
import { readNumber } from './number-text.ts';
import { readQuantity } from './value-text.ts';

/** The reference range as the laboratory printed it, still in its unit. */
export interface WrittenRange {
  readonly text: string;
  readonly low: string;
  readonly high: string;
}

const BETWEEN = /^(.+?) ?(?:--?|~|至) ?(.+)$/;
const BY_SEX = /(男|女)性?:?([^男女]+)/g;

/** Undefined: age-split, split by sex while the sex is unknown, or unreadable (records-and-forms.md 6.6.6). */
export function readRange({ text, low, high }: WrittenRange, sex: ExportPatient['sex']): ResultRange | undefined {
  if (text === '') return checked(plainNumber(low), plainNumber(high));
  if (!/[男女]/.test(text)) return readSingle(text);
  const parts = [...text.matchAll(BY_SEX)];
  const isWhole = parts.map(([part]) => part).join('') === text;
  const wanted = sex === 'male' ? '男' : sex === 'female' ? '女' : undefined;
  const ofSex = parts.filter(([, who]) => who === wanted);
  return isWhole && ofSex.length === 1
    ? readSingle(ofSex[0]?.[2]?.replace(/[;,、。/| ]+$/, '').trim() ?? '')
    : undefined;
}

function readSingle(text: string): ResultRange | undefined {
  const limit = readQuantity(text);
  if (limit?.comparator && limit.unit === '') {
    return limit.comparator.startsWith('<') ? { low: null, high: limit.value } : { low: limit.value, high: null };
  }
  const [, low = '', high = ''] = BETWEEN.exec(text) ?? [];
  const [from, to] = [plainNumber(low), plainNumber(high)];
  return from === undefined || to === undefined ? undefined : checked(from, to);
}

function plainNumber(text: string): number | undefined {
  const number = readNumber(text);
  return number?.unit === '' ? number.value : undefined;
}

function checked(low: number | undefined, high: number | undefined): ResultRange | undefined {
  if (low === undefined && high === undefined) return undefined;
  if (low !== undefined && high !== undefined && low > high) return undefined;
  return { low: low ?? null, high: high ?? null };
}
