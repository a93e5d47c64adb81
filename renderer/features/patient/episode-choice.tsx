import { useTranslation } from 'react-i18next';
import type { Episode } from '../../../shared/records/episode.ts';
import { wallClock } from '../../../shared/records/time.ts';

interface EpisodeChoiceProps {
  episodes: readonly Episode[];
  shown: Episode | null;
  onChoose(id: string): void;
}

/** Which episode the pages are about; only where the patient has several, as after a merge. */
export function EpisodeChoice({ episodes, shown, onChoose }: EpisodeChoiceProps) {
  const { t } = useTranslation();
  if (episodes.length < 2 || !shown) return null;
  const latestFirst = episodes.toSorted(
    (a, b) => Date.parse(b.firstPresentationAt) - Date.parse(a.firstPresentationAt),
  );
  return (
    <select
      className="episode-choice"
      aria-label={t('identity.episodes.choose')}
      value={shown.id}
      onChange={event => onChoose(event.target.value)}
      data-testid="episode-choice"
    >
      {latestFirst.map(episode => (
        <option key={episode.id} value={episode.id}>
          {t('identity.episodes.one', { time: wallClock(episode.firstPresentationAt) })}
          {episode.closedAt === null ? '' : ` (${t('identity.episodes.closed')})`}
        </option>
      ))}
    </select>
  );
}
