import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Patient } from '../../../shared/records/patient.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ChangeEpisode, LACK_TEXT } from './change-episode.tsx';
import { blankEpisodeDraft, episodeFields, episodeLacks, restoreEpisodeDraft } from './episode-draft.ts';
import { EpisodeForm } from './episode-form.tsx';
import { findingEntries } from './finding-draft.ts';
import { usePatientCase } from './patient-case.ts';

/** The first episode of a patient, or a change of the present one. */
export default function EpisodePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { patient, episode } = usePatientCase();
  if (!episode) return <NewEpisode patient={patient} />;
  return (
    <div className="page" data-testid="episode-page">
      <div className="page-head">
        <h1>{t('episode.title.edit')}</h1>
      </div>
      <ChangeEpisode
        key={episode.id}
        episode={episode}
        onDone={() => void navigate(`/patients/${episode.patientId}`)}
      />
    </div>
  );
}

function NewEpisode({ patient }: { patient: Patient }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const [initial] = useState(blankEpisodeDraft);
  const draft = useDraft(`episode:${patient.id}`, initial, restoreEpisodeDraft);
  const create = useMutation(
    api.episodes.create.mutationOptions({
      onSuccess: async () => {
        await draft.discard().catch(() => undefined);
        void navigate(`/patients/${patient.id}/labs`, { replace: true });
      },
    }),
  );
  if (!draft.ready) return null;
  const save = () => {
    const fields = episodeFields(draft.value);
    if (fields) create.mutate({ patientId: patient.id, fields, findings: findingEntries(draft.value.findings) });
  };

  return (
    <div className="page" data-testid="episode-page">
      <div className="page-head">
        <h1>{t('episode.title.new')}</h1>
        <span className="steps">
          <span>{t('patient.new.steps.patient')}</span>
          <span aria-current="step">{t('patient.new.steps.episode')}</span>
        </span>
      </div>
      <EpisodeForm draft={draft.value} onChange={draft.change} firstFindingsOf={patient} />
      <PrimaryAction
        label={t('episode.save.new')}
        onRun={save}
        pending={create.isPending}
        missing={episodeLacks(draft.value, now).map(lack => t(LACK_TEXT[lack]))}
        error={create.error}
        beside={<SavedMark savedAt={draft.savedAt} saving={draft.saving} error={draft.error} />}
        testId="save-episode"
      />
    </div>
  );
}
