import type { TFunction } from 'i18next';
import { interferenceAt } from '../../../shared/clinical/interference.ts';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import type { RangePerson } from '../../../shared/records/reference-range.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { isConverted, type SampleColumn, storedFlags } from './lab-table.ts';
import { observationText } from './value-wording.ts';

interface WidthContext {
  treatments: readonly Treatment[];
  /** By observation. */
  critical: ReadonlyMap<string, CriticalValue>;
  person: RangePerson;
  t: TFunction;
}

/** A number of four digits with its flag, in CSS px. */
const LEAST_PX = 100;
const PADDING_PX = 18;
const GAP_PX = 4;
const FLAG_PADDING_PX = 10;
const VALUE_PX = 44; // `.lab-value` keeps so much for the number, so that numbers stand under one another

/** How wide a text is drawn at most: a Chinese sign is square, Latin letters and figures are narrower. */
const textPx = (text: string, size: number): number =>
  [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e80 ? size : size * 0.6), 0);

function cellPx(value: Observation, { treatments, critical, person, t }: WidthContext): number {
  const { own, differs } = storedFlags(value, person);
  const alert = critical.get(value.id);
  const treated = interferenceAt(value.code, value.sampledAt, treatments);
  const marks = [
    isConverted(value) ? t('labs.convertedMark') : '',
    treated ? t(treated.effect === 'exclude' ? 'course.after' : 'course.marked') : '',
    alert?.state === 'acknowledged' ? `✓ ${t('criticalValues.known')}` : '',
    differs ? t('labs.labFlag', { flag: value.labFlag }) : '',
  ].filter(mark => mark !== '');
  const flag =
    alert?.state === 'undecided'
      ? `? ${t('criticalValues.unsure')}`
      : alert
        ? `↑↑ ${t('ui.flag.critical-high')}`
        : own
          ? `↑ ${t(`ui.flagShort.${own}`)}`
          : '';
  return (
    PADDING_PX +
    Math.max(VALUE_PX, textPx(observationText(value, t), 14)) +
    (flag === '' ? 0 : GAP_PX + textPx(flag, 12.5) + FLAG_PADDING_PX) +
    marks.reduce((sum, mark) => sum + GAP_PX + textPx(mark, 11), 0)
  );
}

/** The room in CSS px that the fullest cell of a sample needs: nothing may stand over the sample beside it. */
export const columnPx = ({ values }: SampleColumn, context: WidthContext): number =>
  Math.ceil(Math.max(LEAST_PX, ...[...values.values()].map(value => cellPx(value, context))));

/** How many of the newest samples fit into the room that `plain` narrow ones take; one always. */
export function fitting(widths: readonly number[], plain: number): number {
  let room = plain * LEAST_PX;
  let count = 0;
  for (const px of widths.toReversed()) {
    room -= px;
    if (room < 0 && count > 0) break;
    count += 1;
  }
  return count;
}
