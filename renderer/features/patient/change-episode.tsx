import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Episode } from '../../../shared/records/episode.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { useChangeDraft } from '../../app/use-change-draft.ts';
import { DraftNote } from '../../ui/draft-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ChangeActions } from './change-actions.tsx';
import { draftOfEpisode, type EpisodeLack, episodeFields, episodeLacks, restoreEpisodeDraft } from './episode-draft.ts';
import { EpisodeForm, type EpisodePart } from './episode-form.tsx';

/** What keeps an episode from being saved, in words. */
export const LACK_TEXT = {
  t0: 'episode.need.t0',
  future: 'episode.need.future',
  aetiology: 'episode.need.aetiology',
  antiviral: 'episode.need.antiviral',
  findings: 'episode.section.findings',
} as const satisfies Record<EpisodeLack, string>;

interface ChangeEpisodeProps {
  episode: Episode;
  onDone(): void;
  /** One part of the sheet, within another page. */
  only?: EpisodePart;
}

/** The present course anew, with the reason where T0 moves; the version before stays. */
export function ChangeEpisode({ episode, onDone, only }: ChangeEpisodeProps) {
  const { t } = useTranslation();
  const now = useNow();
  const draft = useChangeDraft(
    `episode-change:${episode.id}`,
    episode.version,
    () => draftOfEpisode(episode),
    restoreEpisodeDraft,
  );
  const update = useMutation(
    api.episodes.update.mutationOptions({
      onSuccess: async () => {
        await draft.giveUp();
        onDone();
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
    <>
      <DraftNote restored={draft.restored} savedAt={draft.savedAt} onDiscard={() => void draft.giveUp().then(onDone)} />
      <EpisodeForm
        draft={draft.form}
        onChange={draft.changeForm}
        only={only}
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
        onLeave={onDone}
        pending={update.isPending}
        missing={lacks}
        error={update.error}
        testId="save-episode"
        isInline={only !== undefined}
      />
    </>
  );
}
