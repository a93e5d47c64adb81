import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { DeliveryLabel } from '../../ui/delivery-label.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { usePatientCase, useReferrals } from '../patient/patient-case.ts';
import { DraftReferral } from './draft-referral.tsx';
import { SignedReferral } from './signed-referral.tsx';
import '../../ui/forms.css';
import './referral.css';

/** The referral of this episode: to be begun, being written, or signed. */
export default function ReferralPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { patient, episode } = usePatientCase();
  if (episode) return <EpisodeReferral patient={patient} episode={episode} />;
  return (
    <div className="page" data-testid="referral-page">
      <EmptyState title={t('referral.noEpisode')}>
        <button type="button" className="quiet-button" onClick={() => void navigate(`/patients/${patient.id}/episode`)}>
          {t('patient.overview.newEpisode')}
        </button>
      </EmptyState>
    </div>
  );
}

function EpisodeReferral({ patient, episode }: { patient: Patient; episode: Episode }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const mayRecord = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const referrals = useReferrals(patient.id);
  const [chosenId, choose] = useState<string | null>(null);
  const begin = useMutation(
    api.referrals.draft.mutationOptions({
      onSuccess: async begun => {
        choose(begun.id);
        await queryClient.invalidateQueries({ queryKey: api.referrals.list.key() });
      },
    }),
  );
  const ofEpisode = (referrals.data ?? []).filter(each => each.episodeId === episode.id);
  const referral = ofEpisode.find(each => each.id === chosenId) ?? ofEpisode[0];
  const others = (referrals.data ?? []).filter(each => each.id !== referral?.id);

  return (
    <div className="page referral" data-testid="referral-page">
      <div className="page-head">
        <h1>{t('referral.title')}</h1>
        {others.length > 0 ? <Others referrals={others} onChoose={choose} /> : null}
      </div>
      <ErrorNote error={referrals.error ?? begin.error} onRetry={() => void referrals.refetch()} />
      {referral === undefined && referrals.data ? (
        <>
          <EmptyState title={t('referral.startHint')} />
          {mayRecord ? (
            <PrimaryAction
              label={t('referral.start')}
              onRun={() => begin.mutate({ episodeId: episode.id })}
              pending={begin.isPending}
              testId="start-referral"
            />
          ) : null}
        </>
      ) : null}
      {referral && referral.signedAt === null ? (
        <DraftReferral
          key={referral.id}
          patient={patient}
          referral={referral}
          onSigned={() => queryClient.invalidateQueries({ queryKey: api.referrals.key() })}
        />
      ) : null}
      {referral && referral.signedAt !== null ? (
        <SignedReferral key={referral.id} referral={referral} onNew={() => begin.mutate({ episodeId: episode.id })} />
      ) : null}
    </div>
  );
}

function Others({ referrals, onChoose }: { referrals: readonly Referral[]; onChoose(id: string): void }) {
  const { t } = useTranslation();
  return (
    <details className="referral-others">
      <summary>
        {t('referral.others')} ({referrals.length})
      </summary>
      <ul>
        {referrals.map(each => (
          <li key={each.id}>
            <button type="button" className="quiet-button" onClick={() => onChoose(each.id)}>
              {each.number ?? wallClock(each.createdAt)}
            </button>{' '}
            <DeliveryLabel delivery={each.delivery} />
          </li>
        ))}
      </ul>
    </details>
  );
}
