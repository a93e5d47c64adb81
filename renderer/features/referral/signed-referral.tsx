import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '../../../shared/records/patient.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { PrintPage } from '../../../shared/referral/packet-model.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { DeliveryLabel } from '../../ui/delivery-label.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { OwedNote } from '../../ui/owed-note.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { ReferralQuestions } from '../answers/referral-questions.tsx';
import { ReferralTalk } from '../answers/referral-talk.tsx';
import { ExportFile } from '../reader/export-file.tsx';
import { ConsentWithdrawals } from './consent-withdrawal.tsx';
import { DeparturePanel } from './departure-panel.tsx';
import { PaperActions } from './paper-actions.tsx';
import { PreviewChooser } from './preview-chooser.tsx';
import { lastPrintChoice } from './print-choice.ts';
import { ReturnPanel } from './return-panel.tsx';
import './signed-referral.css';

const PacketPreview = lazy(() => import('./packet-preview.tsx'));

interface SignedReferralProps {
  patient: Patient;
  referral: Referral;
}

/** States in which the ward has nothing yet; the screen says so in large letters. */
const NOT_THERE: readonly Referral['delivery']['state'][] = ['local-only', 'queued', 'sending', 'set-aside'];

/** A step may be blocked while the referral itself has long arrived. */
const hasArrived = ({ delivery }: Referral): boolean =>
  delivery.state === 'blocked' ? delivery.deliveredAt !== null : !NOT_THERE.includes(delivery.state);

/** A signed referral: where it is, honestly; its pages as file and on paper; the way to take it back. */
export function SignedReferral({ patient, referral }: SignedReferralProps) {
  const { t } = useTranslation();
  const maySign = may(
    useSession(session => session.user?.roles),
    'sign',
  );
  const queryClient = useQueryClient();
  const top = useRef<HTMLDivElement>(null);
  // Whether it has gone out is the first thing to be read, however far down the form was.
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'start' }); // its answer, a promise in newer engines, is no clean-up
  }, []);
  const [version, setVersion] = useState<number | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.referrals.key() });
  const supplement = useMutation(api.referrals.supplement.mutationOptions({ onSuccess: refresh }));
  const makeLetter = useMutation(api.referrals.makeLetter.mutationOptions({ onSuccess: refresh }));
  const content = useQuery(
    api.packet.preview.queryOptions({ input: { id: referral.id, pages: ['P1'], language: 'zh' } }),
  );
  const wards = useQuery(api.wards.list.queryOptions());
  const [choice, setChoice] = useState(lastPrintChoice);
  const [page, setPage] = useState<PrintPage | null>(null);
  const [isWithdrawing, setWithdrawing] = useState(false);
  const withdraw = useMutation(api.referrals.withdraw.mutationOptions({ onSuccess: () => setWithdrawing(false) }));
  const ward = wards.data?.find(each => each.id === referral.form.wardId);
  const isAway = hasArrived(referral);
  const isEnded = referral.closedAs !== null;
  const neverLeft = isEnded && referral.delivery.state === 'local-only';
  return (
    <div className="signed-split" ref={top}>
      <div className="signed-facts">
        <h2>
          {t('referral.signed.title', { number: referral.number ?? '' })}{' '}
          {referral.supplement > 0 ? t('referral.signed.supplement', { n: referral.supplement }) : ''}
        </h2>
        <p className={`delivery-big${isAway ? '' : ' delivery-not-there'}`} role="status" data-testid="delivery-state">
          {neverLeft ? t('referral.signed.neverSent') : <DeliveryLabel delivery={referral.delivery} withDetail />}
        </p>
        <ReferralQuestions referral={referral} phone={ward?.phone ?? ''} />
        {isAway || isEnded ? null : <p className="delivery-warning">{t('referral.notThereYet')}</p>}
        {ward ? (
          <p>
            {t('referral.signed.phone', { ward: `${ward.facilityName} ${ward.wardName}`, phone: ward.phone })}
            {ward.hours === undefined ? '' : ` · ${t('composer.wards.hours', { hours: ward.hours })}`}
            {ward.dutyPhone === undefined ? '' : ` · ${t('composer.wards.dutyPhone', { phone: ward.dutyPhone })}`}
          </p>
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
        <OwedNote referral={referral} />
        {referral.letterOwed ? (
          <p className="question" data-testid="letter-owed">
            {t('composer.letterOwed')}{' '}
            <Button
              size="small"
              onClick={() => makeLetter.mutate({ id: referral.id })}
              loading={makeLetter.isPending}
              data-testid="make-letter"
            >
              {t('composer.makeLetter')}
            </Button>
          </p>
        ) : null}
        <ErrorNote error={supplement.error ?? makeLetter.error} />
        <PaperActions referralId={referral.id} choice={choice} onChoice={setChoice} supplement={version ?? undefined} />
        {isEnded ? null : <ExportFile referralId={referral.id} seal={ward?.seal} />}
        <p className="note">{t('referral.signed.printed', { count: referral.printCount })}</p>
        {maySign ? (
          <div className="signed-more">
            {isEnded ? null : (
              <Button
                onClick={() => supplement.mutate({ id: referral.id })}
                loading={supplement.isPending}
                data-testid="open-supplement"
              >
                {t('composer.supplement.open')}
              </Button>
            )}
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
        {referral.closedAs === 'consent-withdrawn' ? (
          <p role="status">{t('composer.closed.consent-withdrawn')}</p>
        ) : null}
        {isEnded ? (
          <ConsentWithdrawals referral={referral} />
        ) : (
          <DeparturePanel patient={patient} referral={referral} model={content.data?.model ?? null} />
        )}
        <ReturnPanel referral={referral} />
      </div>
      <aside className="referral-preview">
        {referral.supplement > 0 ? (
          <p className="note">
            {Array.from({ length: referral.supplement + 1 }, (_, n) => (
              <button
                key={n.toString()}
                type="button"
                className="quiet-button"
                aria-pressed={(version ?? referral.supplement) === n}
                onClick={() => setVersion(n === referral.supplement ? null : n)}
                data-testid={`packet-${n}`}
              >
                {n === 0 ? t('composer.supplement.first') : t('composer.supplement.nth', { n })}
              </button>
            ))}
          </p>
        ) : null}
        <PreviewChooser size={choice.size} page={page} onPage={setPage} />
        <Suspense fallback={<div />}>
          <PacketPreview
            referralId={referral.id}
            language={choice.language}
            size={choice.size}
            pages={page === null ? choice.pages : [page]}
            {...(version === null ? {} : { supplement: version })}
          />
        </Suspense>
      </aside>
    </div>
  );
}
