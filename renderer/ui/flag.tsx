import { useTranslation } from 'react-i18next';

/** Where a value lies; PTA and others with a bad low side use the same words. */
export type FlagKind = 'high' | 'low' | 'critical-high' | 'critical-low';

const ARROWS: Record<FlagKind, string> = { high: '↑', low: '↓', 'critical-high': '↑↑', 'critical-low': '↓↓' };

/** Arrow, word and colour together: `↑ 偏高` amber, `↑↑ 危急` white on the critical red. */
export function Flag({ kind, compact }: { kind: FlagKind; compact?: boolean }) {
  const { t } = useTranslation();
  const critical = kind.startsWith('critical');
  return (
    <span className={critical ? 'flag flag-critical' : 'flag flag-attention'} title={t(`ui.flag.${kind}`)}>
      <span aria-hidden="true">{ARROWS[kind]}</span> {compact ? t(`ui.flagShort.${kind}`) : t(`ui.flag.${kind}`)}
    </span>
  );
}
