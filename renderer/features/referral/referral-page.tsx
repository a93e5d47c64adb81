import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { usePatientCase, useReferrals } from '../patient/patient-case.ts';
import { Composer } from './composer.tsx';
import { ReferralList } from './referral-list.tsx';
import { SignedReferral } from './signed-referral.tsx';
import '../../ui/forms.css';

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
  const all = referrals.data ?? [];
  const ofEpisode = all.filter(each => each.episodeId === episode.id);
  const referral = all.find(each => each.id === chosenId) ?? ofEpisode.find(each => each.closedAs !== 'discarded');
  const isWriting = referral && referral.closedAs === null && (!referral.signedAt || referral.supplementForm !== null);

  return (
    <div className="page referral" data-testid="referral-page">
      <div className="page-head">
        <h1>{t('referral.title')}</h1>
        {referral ? (
          <ReferralList
            referrals={all}
            chosen={referral}
            onChoose={choose}
            onAnother={mayRecord ? () => begin.mutate({ episodeId: episode.id, another: true }) : null}
          />
        ) : null}
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
      {referral && isWriting ? (
        <Composer
          key={`${referral.id}-${referral.supplementForm === null ? referral.supplement : referral.supplement + 1}`}
          patient={patient}
          referral={referral}
          onSigned={() => queryClient.invalidateQueries({ queryKey: api.referrals.key() })}
        />
      ) : null}
      {referral?.closedAs === 'discarded' ? <p role="status">{t('composer.closed.discarded')}</p> : null}
      {referral && !isWriting && referral.signedAt !== null ? (
        <SignedReferral key={referral.id} patient={patient} referral={referral} />
      ) : null}
    </div>
  );
}
