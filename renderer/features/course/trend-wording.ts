import type { TrendFinding, UsedNumber } from '../../../shared/clinical/trend-rules.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { COMPARATOR_SIGN } from '../../ui/quantity-text.tsx';
import { signed } from '../labs/lab-table.ts';
import { cut } from '../scores/score-wording.ts';

const clock = (at: Instant) => wallClock(at).slice(5);

function usedText({ what, at, value, comparator, isTreated }: UsedNumber, t: Translate): string {
  const number = value === null ? '' : `${comparator ? COMPARATOR_SIGN[comparator] : ''}${cut(value, 2)}`;
  const time = isTreated ? t('course.rules.treated', { time: clock(at) }) : clock(at);
  return t('course.rules.number', { what: t(`course.rules.used.${what}`, { number }), time });
}

/** What a rule looked at, with times, and what it compared. */
export function numbersText({ id, used, change }: TrendFinding, t: Translate): string {
  const numbers = used.map(each => usedText(each, t)).join(t('ui.listComma'));
  if (change === null) return numbers;
  const unit = id === 'bilirubin-rise' ? 'perDay' : 'rise';
  return t('course.rules.compared', { numbers, change: t(`course.rules.${unit}`, { change: signed(cut(change, 1)) }) });
}

/** Why it could not be judged; empty for one that was. */
export const lacksText = ({ lacks }: TrendFinding, t: Translate): string =>
  lacks.map(lack => t(`course.rules.lack.${lack}`)).join(t('ui.listComma'));
