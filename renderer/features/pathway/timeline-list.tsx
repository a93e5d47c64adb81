import { useTranslation } from 'react-i18next';
import { actionText } from '../../../shared/i18n/audit-text.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { treatmentText } from '../../../shared/records/treatment-text.ts';
import { findingText } from '../patient/finding-text.ts';
import type { TimelineEvent } from './timeline.ts';
import './timeline.css';

function eventText(event: TimelineEvent, t: Translate): string {
  switch (event.kind) {
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
    case 'deed':
      return [actionText(event.deed.action, t), event.deed.reason].filter(Boolean).join(t('ui.listComma'));
    case 'stamp': {
      const { milestone, channel, note } = event.stamp;
      const known = channel === 'record' ? '' : t(`pathway.channel.${channel}`);
      return [t(`clinical.pathway.milestone.${milestone}`), known, note].filter(Boolean).join(' ');
    }
  }
}

/** What happened, newest first, one line each; `full` adds the date's year and who recorded it. */
export function TimelineList({ events, full = false }: { events: readonly TimelineEvent[]; full?: boolean }) {
  const { t } = useTranslation();
  if (events.length === 0) return <p className="note">{t('patient.overview.timelineEmpty')}</p>;
  const lines = events.map((event, place) => ({
    key: `${place} ${event.at} ${event.kind}`,
    time: full ? wallClock(event.at) : wallClock(event.at).slice(5),
    text: eventText(event, t),
    by: event.by,
  }));
  return (
    <ol className={full ? 'timeline timeline-full' : 'timeline'} data-testid="timeline">
      {lines.map(({ key, time, text, by }) => (
        <li key={key}>
          <time>{time}</time>
          <span>{text}</span>
          {full ? <span className="note">{by}</span> : null}
        </li>
      ))}
    </ol>
  );
}
