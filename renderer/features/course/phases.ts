import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { Pathway } from '../../../shared/records/pathway.ts';
import type { Phase } from '../../charts/phase-band.tsx';

const LIMIT_MS = 48 * 3_600_000; // He & Li 2025: admitted within 48 h of first presentation

/** What of the way to the ward stands over the charts; "sent" is when the registry took it, not when it was signed. */
export function phasesOf(t0: number, reached: Pathway['reached'] | undefined, t: Translate): Phase[] {
  const stamped = (['delivered', 'departed', 'admitted'] as const).flatMap((milestone): Phase[] => {
    const at = reached?.[milestone];
    return at ? [{ at: Date.parse(at), label: t(`course.phase.${milestone}`) }] : [];
  });
  return [{ at: t0, label: t('course.t0') }, ...stamped, { at: t0 + LIMIT_MS, label: t('course.phase.limit') }];
}
