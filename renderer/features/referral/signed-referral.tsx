import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import type { PacketDocument } from '../../../shared/referral/packet-model.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { DeliveryLabel } from '../../ui/delivery-label.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { ReferralTalk } from '../answers/referral-talk.tsx';
import { PaperActions } from './paper-actions.tsx';

const PacketPreview = lazy(() => import('./packet-preview.tsx'));

interface SignedReferralProps {
  referral: Referral;
  onNew(): void;
}

/** States in which the ward has nothing yet; the screen says so in large letters. */
const NOT_THERE: readonly Referral['delivery']['state'][] = ['local-only', 'queued', 'sending', 'set-aside'];

/** A step may be blocked while the referral itself has long arrived. */
const hasArrived = ({ delivery }: Referral): boolean =>
  delivery.state === 'blocked' ? delivery.deliveredAt !== null : !NOT_THERE.includes(delivery.state);

/** A signed referral: where it is, honestly; its pages as file and on paper; the way to take it back. */
export function SignedReferral({ referral, onNew }: SignedReferralProps) {
  const { t } = useTranslation();
  const maySign = may(
    useSession(session => session.user?.roles),
    'sign',
  );
  const wards = useQuery(api.wards.list.queryOptions());
  const [language, setLanguage] = useState<PacketDocument['language']>('zh');
  const [isWithdrawing, setWithdrawing] = useState(false);
  const withdraw = useMutation(api.referrals.withdraw.mutationOptions({ onSuccess: () => setWithdrawing(false) }));
  const ward = wards.data?.find(each => each.id === referral.form.wardId);
  const isAway = hasArrived(referral);
  const isEnded = referral.closedAs !== null;
  const neverLeft = isEnded && referral.delivery.state === 'local-only';
  return (
    <div className="signed-split">
      <div className="signed-facts">
        <h2>
          {t('referral.signed.title', { number: referral.number ?? '' })}{' '}
          {referral.supplement > 0 ? t('referral.signed.supplement', { n: referral.supplement }) : ''}
        </h2>
        <p className={`delivery-big${isAway ? '' : ' delivery-not-there'}`} role="status" data-testid="delivery-state">
          {neverLeft ? t('referral.signed.neverSent') : <DeliveryLabel delivery={referral.delivery} withDetail />}
        </p>
        {isAway || isEnded ? null : <p className="delivery-warning">{t('referral.notThereYet')}</p>}
        {ward ? (
          <p>{t('referral.signed.phone', { ward: `${ward.facilityName} ${ward.wardName}`, phone: ward.phone })}</p>
        ) : null}
        <p className="note">
          {referral.signedAt
            ? t('referral.signed.by', { by: referral.signedBy ?? '', time: wallClock(referral.signedAt, 'seconds') })
            : ''}
        </p>
        {referral.incompleteReason === null ? null : (
          <p className="question">{t('referral.signed.incomplete', { reason: referral.incompleteReason })}</p>
        )}
        {referral.newerThanPacket > 0 ? (
          <p className="question" data-testid="newer-than-packet">
            {t('referral.signed.newer', { count: referral.newerThanPacket })}
          </p>
        ) : null}
        <PaperActions referralId={referral.id} language={language} onLanguage={setLanguage} />
        <p className="note">{t('referral.signed.printed', { count: referral.printCount })}</p>
        {maySign ? (
          <div className="signed-more">
            <button type="button" className="quiet-button" onClick={onNew} data-testid="new-referral">
              {t('referral.newOne')}
            </button>
            {isWithdrawing || isEnded ? null : (
              <button
                type="button"
                className="quiet-button"
                onClick={() => setWithdrawing(true)}
                data-testid="withdraw"
              >
                {t('referral.withdraw')}
              </button>
            )}
          </div>
        ) : null}
        {isEnded && !neverLeft ? <p role="status">{t('referral.signed.withdrawn')}</p> : null}
        {isWithdrawing ? (
          <>
            <VoidQuestion
              label={t('referral.withdrawReason')}
              action={t('referral.withdrawDo')}
              pending={withdraw.isPending}
              error={withdraw.error}
              onVoid={reason => withdraw.mutate({ id: referral.id, reason })}
              onCancel={() => setWithdrawing(false)}
            />
            <p className="note">{t('referral.withdrawNote')}</p>
          </>
        ) : null}
        <ReferralTalk
          referral={referral}
          ward={{ name: ward ? `${ward.facilityName} ${ward.wardName}` : '', phone: ward?.phone ?? '' }}
        />
      </div>
      <aside className="referral-preview">
        <Suspense fallback={<div />}>
          <PacketPreview referralId={referral.id} language={language} />
        </Suspense>
      </aside>
    </div>
  );
}
