import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { DeliveryLabel } from '../../ui/delivery-label.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import './referral-list.css';

interface ReferralListProps {
  referrals: readonly Referral[];
  chosen: Referral;
  onChoose(id: string): void;
  /** Null where the user may not write. */
  onAnother: (() => void) | null;
}

/** Drafts and signed referrals of this patient: choose one, open another draft, put a draft away. */
export function ReferralList({ referrals, chosen, onChoose, onAnother }: ReferralListProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const wards = useQuery(api.wards.list.queryOptions());
  const [isDiscarding, setDiscarding] = useState(false);
  const discard = useMutation(
    api.referrals.discard.mutationOptions({
      onSuccess: async () => {
        setDiscarding(false);
        await queryClient.invalidateQueries({ queryKey: api.referrals.key() });
      },
    }),
  );
  const isSupplement = chosen.supplementForm !== null;
  const isDraft = chosen.closedAs === null && (chosen.signedAt === null || isSupplement);
  const wardOf = ({ form }: Referral) =>
    wards.data?.find(each => each.id === form.wardId)?.facilityName ?? t('composer.drafts.noWard');
  return (
    <div className="referral-list">
      <details data-testid="referral-list">
        <summary>{t('composer.drafts.title', { count: referrals.length })}</summary>
        <ul>
          {referrals.map(each => (
            <li key={each.id} aria-current={each.id === chosen.id ? 'true' : undefined}>
              <button type="button" className="quiet-button" onClick={() => onChoose(each.id)}>
                {each.number ?? t('composer.drafts.draft', { at: wallClock(each.createdAt), ward: wardOf(each) })}
              </button>{' '}
              {each.id === chosen.id ? <strong>{t('composer.drafts.chosen')} </strong> : null}
              {each.closedAs === 'discarded' ? (
                t('composer.drafts.discarded')
              ) : (
                <DeliveryLabel delivery={each.delivery} />
              )}
            </li>
          ))}
        </ul>
      </details>
      {onAnother === null ? null : (
        <button type="button" className="quiet-button" onClick={onAnother} data-testid="another-draft">
          {t('composer.drafts.another')}
        </button>
      )}
      {isDraft && onAnother !== null && !isDiscarding ? (
        <button type="button" className="quiet-button" onClick={() => setDiscarding(true)} data-testid="discard-draft">
          {t(isSupplement ? 'composer.drafts.discardSupplement' : 'composer.drafts.discard')}
        </button>
      ) : null}
      {isDiscarding ? (
        <VoidQuestion
          label={t('composer.drafts.reason')}
          action={t('composer.drafts.discardDo')}
          pending={discard.isPending}
          error={discard.error}
          onVoid={reason => discard.mutate({ id: chosen.id, reason })}
          onCancel={() => setDiscarding(false)}
        />
      ) : null}
    </div>
  );
}
