import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { useChangeDraft } from '../../app/use-change-draft.ts';
import { useDraft } from '../../app/use-draft.ts';
import { DraftNote } from '../../ui/draft-note.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ChangeActions } from './change-actions.tsx';
import {
  blankEpisodeDraft,
  draftOfEpisode,
  type EpisodeLack,
  episodeFields,
  episodeLacks,
  restoreEpisodeDraft,
} from './episode-draft.ts';
import { EpisodeForm } from './episode-form.tsx';
import { findingEntries } from './finding-draft.ts';
import { usePatientCase } from './patient-case.ts';

const LACK_TEXT = {
  t0: 'episode.need.t0',
  future: 'episode.need.future',
  aetiology: 'episode.need.aetiology',
  antiviral: 'episode.need.antiviral',
  findings: 'episode.section.findings',
} as const satisfies Record<EpisodeLack, string>;

/** The first episode of a patient, or a change of the present one. */
export default function EpisodePage() {
  const { patient, episode } = usePatientCase();
  return episode ? <ChangeEpisode key={episode.id} episode={episode} /> : <NewEpisode patient={patient} />;
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

function ChangeEpisode({ episode }: { episode: Episode }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const draft = useChangeDraft(
    `episode-change:${episode.id}`,
    episode.version,
    () => draftOfEpisode(episode),
    restoreEpisodeDraft,
  );
  const back = () => void navigate(`/patients/${episode.patientId}`);
  const update = useMutation(
    api.episodes.update.mutationOptions({
      onSuccess: async () => {
        await draft.giveUp();
        back();
      },
    }),
  );
  if (!draft.ready) return null;
  const { firstPresentationAt } = draft.form.fields;
  const isT0Changed =
    firstPresentationAt === null || Date.parse(firstPresentationAt) !== Date.parse(episode.firstPresentationAt);
  const lacks = episodeLacks(draft.form, now).map(lack => t(LACK_TEXT[lack]));
  if (isT0Changed && draft.reason.trim() === '') lacks.push(t('episode.need.reason'));
  const oldT0 = t('episode.hint.t0Was', {
    old: wallClock(episode.firstPresentationAt),
    source: t(`episode.source.${episode.firstPresentationSource}`),
  });
  const save = () => {
    const fields = episodeFields(draft.form);
    if (fields) update.mutate({ id: episode.id, version: draft.version, fields, reason: draft.reason });
  };

  return (
    <div className="page" data-testid="episode-page">
      <div className="page-head">
        <h1>{t('episode.title.edit')}</h1>
      </div>
      <DraftNote restored={draft.restored} savedAt={draft.savedAt} onDiscard={() => void draft.giveUp().then(back)} />
      <EpisodeForm
        draft={draft.form}
        onChange={draft.changeForm}
        {...(isT0Changed ? { t0Hint: `${oldT0} ${t('episode.hint.t0Changed')}` } : {})}
      />
      <ChangeActions
        draft={draft}
        label={t('episode.save.edit')}
        reason={{
          label: t('episode.field.reason'),
          required: isT0Changed,
          hint: isT0Changed ? t('episode.hint.t0Changed') : undefined,
          testId: 'episode-reason',
        }}
        onSave={save}
        onLeave={back}
        pending={update.isPending}
        missing={lacks}
        error={update.error}
        testId="save-episode"
      />
    </div>
  );
}
