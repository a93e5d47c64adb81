import type { Translate } from '../../shared/i18n/i18n.ts';

/** A length of time in whole minutes as `34 h 05 min`, `2 d 3 h`, in the language of the screen. */
export function durationText(ms: number, t: Translate): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return t('ui.duration.minutes', { minutes });
  if (hours < 72) return t('ui.duration.hours', { hours, minutes: String(minutes % 60).padStart(2, '0') });
  return t('ui.duration.days', { days: Math.floor(hours / 24), hours: hours % 24 });
}

/** How long ago, in one unit: `6 h`, for columns. */
export function ageText(ms: number, t: Translate): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 60) return t('ui.duration.minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 72
    ? t('ui.duration.hoursOnly', { hours })
    : t('ui.duration.daysOnly', { days: Math.floor(hours / 24) });
}
