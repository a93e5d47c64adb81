import { useTranslation } from 'react-i18next';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { treatmentText } from '../../../shared/records/treatment-text.ts';
import { findingText } from './finding-text.ts';
import type { TimelineEvent } from './timeline.ts';

function eventText(event: TimelineEvent, t: Translate): string {
  switch (event.kind) {
    case 't0':
    case 'delivered':
      return t(`patient.event.${event.kind}`);
    case 'labs':
      return t('patient.event.labs', { count: event.observations.length });
    case 'findings':
      return event.findings
        .map(finding =>
          t('patient.event.finding', {
            name: t(`episode.finding.${finding.code}`),
            value: findingText(finding, t),
          }),
        )
        .join(t('patient.event.between'));
    case 'treatment':
    case 'treatmentEnd':
      return t(`patient.event.${event.kind}`, {
        name: t(`treatment.kind.${event.treatment.kind}`),
        detail: treatmentText(event.treatment, t),
      });
    case 'signed':
      return t('patient.event.signed', { number: event.number });
  }
}

/** What happened, newest first, one line each. */
export function TimelineList({ events }: { events: readonly TimelineEvent[] }) {
  const { t } = useTranslation();
  if (events.length === 0) return <p className="note">{t('patient.overview.timelineEmpty')}</p>;
  const lines = events.map(event => ({ time: wallClock(event.at).slice(5), text: eventText(event, t) }));
  return (
    <ol className="timeline" data-testid="timeline">
      {lines.map(({ time, text }) => (
        <li key={`${time} ${text}`}>
          <time>{time}</time>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
