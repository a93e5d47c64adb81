import type { Finding, FindingCode } from '../../shared/records/finding.ts';
import type { TextKey, Words } from './words.ts';

const UNITS: Partial<Record<FindingCode, string>> = { sbp: 'mmHg', dbp: 'mmHg', weight: 'kg', height: 'cm' };

/** A bedside finding as read: grade, word or number with its unit. */
export function findingText({ code, value }: Pick<Finding, 'code' | 'value'>, words: Words): string {
  if (typeof value === 'boolean') return words.text(value ? 'episode.value.yes' : 'episode.value.no');
  if (typeof value === 'string') return words.text(`episode.value.${value}` as TextKey);
  if (code === 'he') return words.text('packet.grade', { grade: value });
  const unit = UNITS[code];
  return unit === undefined ? String(value) : `${value} ${unit}`;
}
