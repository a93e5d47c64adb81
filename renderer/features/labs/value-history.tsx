import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { ScoreChange, ScoreOutcome } from '../../../shared/records/assessment.ts';
import type { ObservationVersion } from '../../../shared/records/observation.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { localized, outcomeText } from '../scores/score-wording.ts';
import { enteredText, observationText } from './value-wording.ts';

/** Who changed a value, when, why, from what to what, and what that did to each score at each sample time. */
export function ValueHistory({ id }: { id: string }) {
  const { t } = useTranslation();
  const versions = useQuery(api.labs.versions.queryOptions({ input: { id } }));
  if (!versions.data) return <ErrorNote error={versions.error} onRetry={() => void versions.refetch()} />;
  if (versions.data.length < 2) return null;
  return (
    <ol className="value-history" data-testid="value-history">
      {versions.data.map((version, index) => {
        const before = versions.data[index + 1];
        return before ? (
          <li key={version.value.version}>
            <span>
              {t('labs.history.line', { time: wallClock(version.at), by: version.by, version: version.value.version })}
            </span>{' '}
            <strong>
              {writtenText(before, t)} → {version.value.voidedAt ? t('labs.history.void') : writtenText(version, t)}
            </strong>{' '}
            <span>{t('labs.history.reason', { reason: version.reason ?? '' })}</span>
            {version.scores.length > 0 ? (
              <ScoreChanges scores={version.scores} />
            ) : (
              <span className="note"> {t('labs.history.noScore')}</span>
            )}
          </li>
        ) : null;
      })}
    </ol>
  );
}

const writtenText = ({ value }: ObservationVersion, t: Translate): string =>
  enteredText(value) || observationText(value, t);

/** Before and after, one line a sample time. */
function ScoreChanges({ scores }: { scores: readonly ScoreChange[] }) {
  const { t, i18n } = useTranslation();
  const times = [...new Set(scores.map(({ anchorAt }) => anchorAt))];
  const text = (scoreId: string, outcome: ScoreOutcome | null): string =>
    outcome === null ? t('labs.history.none') : outcomeText({ scoreId, outcome }, t);
  return (
    <ul className="score-changes">
      {times.map(at => (
        <li key={at}>
          <span className="note">{t('labs.history.scoresAt', { time: wallClock(at) })}</span>
          {scores
            .filter(({ anchorAt }) => anchorAt === at)
            .map(({ scoreId, before, after }) => {
              const title = scoreDefinition(scoreId)?.title;
              return (
                <span key={scoreId} className="score-change">
                  {title ? localized(title, i18n.language) : scoreId}{' '}
                  <strong>
                    {text(scoreId, before)} → {text(scoreId, after)}
                  </strong>
                </span>
              );
            })}
        </li>
      ))}
    </ul>
  );
}
