import type { Translate } from '../../shared/i18n/i18n.ts';
import { observationText } from '../features/labs/value-wording.ts';
import type { Reading } from './course-model.ts';
import type { CoursePoint } from './course-point.ts';

const SIGNS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const;

export const pointText = ({ comparator, text }: Pick<CoursePoint, 'comparator' | 'text'>): string =>
  `${comparator ? SIGNS[comparator] : ''}${text}`;

/** The number, the word, or a dash. */
export function readingText(reading: Reading | null, t: Translate): string {
  if (reading?.word) return observationText(reading.word.observation, t);
  return reading?.point ? pointText(reading.point) : t('course.noValue');
}

/** What a treatment has to do with the value; empty for an undisturbed one. */
export const treatedText = ({ treated }: CoursePoint, t: Translate): string =>
  treated === null ? '' : t(treated === 'exclude' ? 'course.after' : 'course.marked');

/** Everything that sets a value apart, in words: treatment, source, correction, conversion, laboratory. */
export function pointNotes(point: CoursePoint, t: Translate): string[] {
  return [
    treatedText(point, t),
    point.source === 'imported' ? t('course.note.imported') : '',
    point.isCorrected ? t('course.note.corrected') : '',
    [point.isConverted ? t('course.note.converted') : '', point.written].filter(Boolean).join(' '),
    point.laboratory,
  ].filter(Boolean);
}
