import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import { type Focus, useFocusedAt } from '../../charts/focus.ts';

/** Walks through the sample times by arrow keys: a native slider, spoken with its time. */
export function FocusSlider({ times, focus }: { times: readonly number[]; focus: Focus }) {
  const { t } = useTranslation();
  const focused = useFocusedAt(focus);
  const last = times.length - 1;
  const found = focused === null ? last : times.indexOf(focused);
  const at = found < 0 ? last : found;
  const set = (index: number) => focus.set(times[index] ?? null);
  return (
    <label className="course-slider">
      {t('course.walk')}
      <input
        type="range"
        min={0}
        max={last}
        step={1}
        value={at}
        onChange={event => set(Number(event.target.value))}
        onFocus={() => set(at)}
        onBlur={() => focus.set(null)}
        aria-valuetext={wallClock(new Date(times[at] ?? 0).toISOString())}
        data-testid="course-focus"
      />
      <span className="note">{t('course.panelsHint')}</span>
    </label>
  );
}
