import { useTranslation } from 'react-i18next';
import { wallClock } from '../../shared/records/time.ts';
import type { SealStanding } from '../../shared/referral/trust.ts';

/** Whether something can be sealed to a ward: a shape and a word, amber where it cannot. */
export function SealStandingMark({ seal }: { seal: SealStanding }) {
  const { t } = useTranslation();
  const isTrusted = canSeal(seal);
  return (
    <span className={isTrusted ? 'seal-standing' : 'seal-standing seal-not'} data-testid="seal-standing">
      <span aria-hidden="true">{isTrusted ? '✓' : '△'}</span>{' '}
      {t(`composer.wards.seal.${seal.state}`, { since: seal.since === null ? '' : wallClock(seal.since) })}
    </span>
  );
}

export const canSeal = ({ state }: SealStanding): boolean =>
  state === 'alliance' || state === 'by-hand' || state === 'own';
