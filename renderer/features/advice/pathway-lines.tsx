import { useTranslation } from 'react-i18next';
import { failureHistory } from '../../../shared/clinical/failure-history.ts';
import { interferencesAt } from '../../../shared/clinical/interference.ts';
import { type TransplantWindow, transplantWindow } from '../../../shared/clinical/transplant-window.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { durationText } from '../../ui/duration-text.ts';
import './advice.css';

interface PathwayLinesProps {
  assessments: readonly Assessment[];
  treatments: readonly Treatment[];
  now: Instant;
}

/** Under the 48 hours: the transplant window of R9, and which values a treatment disturbs just now. */
export function PathwayLines({ assessments, treatments, now }: PathwayLinesProps) {
  const { t } = useTranslation();
  const window = transplantWindow(failureHistory(assessments));
  const disturbed = interferencesAt(now, treatments);
  if (window.state === 'none' && disturbed.length === 0) return null;
  return (
    <ul className="pathway-lines" aria-label={t('advice.pathway.title')} data-testid="pathway-lines">
      {window.state === 'none' ? null : (
        <li data-testid="transplant-window" data-state={window.state}>
          <WindowText window={window} now={now} /> <span className="note">{t('advice.pathway.source')}</span>
        </li>
      )}
      {disturbed.map(({ rule, startedAt, until }) => (
        <li key={`${rule.kind} ${startedAt}`}>
          {t('advice.pathway.interference', {
            kind: t(`treatment.kind.${rule.kind}`),
            time: wallClock(startedAt).slice(5),
            codes: rule.codes.join(t('ui.listComma')),
            effect:
              until === null
                ? t('advice.pathway.running')
                : t(`advice.pathway.${rule.effect}`, { until: wallClock(until).slice(5) }),
          })}
        </li>
      ))}
    </ul>
  );
}

function WindowText({ window, now }: { window: Exclude<TransplantWindow, { state: 'none' }>; now: Instant }) {
  const { t } = useTranslation();
  if (window.state !== 'running') return t(`advice.pathway.${window.state}`, { time: wallClock(window.firstAt) });
  const { startedAt, endsAt, first, firstAt, laterRisesAt, notAssessed } = window;
  const leftMs = Date.parse(endsAt) - Date.parse(now);
  const time = durationText(leftMs, t);
  const more = [
    ...(first === 'from-two' ? [] : [t(`advice.pathway.windowFirst.${first}`, { time: wallClock(firstAt) })]),
    ...(laterRisesAt.length > 0
      ? [
          t('advice.pathway.windowLater', {
            times: laterRisesAt.map(at => wallClock(at).slice(5)).join(t('ui.listComma')),
          }),
        ]
      : []),
    ...(notAssessed.length > 0
      ? [
          t('advice.pathway.windowUnseen', {
            organs: notAssessed.map(organ => t(`clinical.organ.${organ}`)).join(t('ui.listComma')),
          }),
        ]
      : []),
  ];
  return (
    <>
      {t('advice.pathway.windowRunning', { start: wallClock(startedAt), end: wallClock(endsAt) })}{' '}
      <strong className={leftMs < 0 ? 'pathway-over' : 'pathway-left'}>
        {t(leftMs < 0 ? 'advice.pathway.windowOver' : 'advice.pathway.windowLeft', { time })}
      </strong>
      {more.length > 0 ? <span className="note"> {more.join('; ')}</span> : null}
    </>
  );
}
