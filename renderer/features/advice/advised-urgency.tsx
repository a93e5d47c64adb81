import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isStanding } from '../../../shared/clinical/referral-advice.ts';
import { api } from '../../app/api.ts';
import { conditionText } from './advice-wording.ts';

/** Beside the urgency of a referral: the advice that led to it, and the rules behind that. */
export function AdvisedUrgency({ episodeId }: { episodeId: string }) {
  const { t, i18n } = useTranslation();
  const { data: view } = useQuery(api.advice.get.queryOptions({ input: { episodeId } }));
  if (!view) return null;
  const { level, computed, decision } = view;
  const rules = computed.rules
    .filter(rule => isStanding(rule) && rule.urgency === computed.level)
    .map(rule => conditionText(rule.when, t, i18n.language));
  return (
    <span data-testid="advised-urgency">
      {t('advice.onReferral', { level: t(`advice.level.${level}`) })}
      {decision?.kind === 'overridden' ? ` · ${t('advice.worklist.overridden')}` : ''}
      {rules.length > 0 ? ` · ${t('advice.onReferralBy', { rules: rules.join('; ') })}` : ''}
    </span>
  );
}
