import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Episode } from '../../../shared/records/episode.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFindings, useLabs, usePatientCase, useTreatments } from '../patient/patient-case.ts';
import { ClockBar } from './clock-bar.tsx';
import { CourseEnd } from './course-end.tsx';
import { MilestoneTable } from './milestone-table.tsx';
import { OwnerLine } from './owner-line.tsx';
import { filterOf, TIMELINE_FILTERS, type TimelineFilter, timelineOf } from './timeline.ts';
import { TimelineList } from './timeline-list.tsx';
import { usePathway } from './use-pathway.ts';
import '../../ui/list-table.css';
import '../../ui/forms.css';
import './pathway.css';

/** The clocks with all their stamps, and everything that happened, in order. */
export default function TimelinePage() {
  const { t } = useTranslation();
  const { episode } = usePatientCase();
  if (episode) return <EpisodeTimeline episode={episode} />;
  return (
    <div className="page" data-testid="timeline-page">
      <EmptyState title={t('patient.overview.noEpisode')} />
    </div>
  );
}

function EpisodeTimeline({ episode }: { episode: Episode }) {
  const { t } = useTranslation();
  const now = useNow();
  const roles = useSession(session => session.user?.roles);
  const [shown, setShown] = useState<TimelineFilter[]>([...TIMELINE_FILTERS]);
  const pathway = usePathway(episode);
  const labs = useLabs(episode);
  const findings = useFindings(episode);
  const treatments = useTreatments(episode);
  const failed = [pathway, labs, findings, treatments].find(query => query.error !== null);
  if (!pathway.data) return <ErrorNote error={failed?.error} onRetry={() => void failed?.refetch()} />;
  const sources = {
    stamps: pathway.data.stamps,
    observations: labs.data ?? [],
    findings: findings.data ?? [],
    treatments: treatments.data ?? [],
  };
  const events = timelineOf(sources, now, null).filter(event => shown.includes(filterOf(event)));
  const mayRecord = may(roles, 'record');
  return (
    <div className="page pathway" data-testid="timeline-page">
      <ErrorNote error={failed?.error} onRetry={() => void failed?.refetch()} />
      <section className="pathway-clock">
        <ClockBar pathway={pathway.data} now={now} />
        <div>
          <OwnerLine pathway={pathway.data} mayRecord={mayRecord} />
          <CourseEnd pathway={pathway.data} mayEnd={may(roles, 'sign')} />
        </div>
      </section>
      <MilestoneTable pathway={pathway.data} now={now} mayRecord={mayRecord} />
      <section>
        <h2 className="panel-head">
          {t('pathway.events')}
          <CheckList
            values={shown}
            options={TIMELINE_FILTERS.map(value => ({ value, label: t(`pathway.filter.${value}`) }))}
            onChange={setShown}
          />
          <button type="button" className="quiet-button pathway-print" onClick={() => window.print()}>
            {t('pathway.print')}
          </button>
        </h2>
        <TimelineList events={events} full />
      </section>
    </div>
  );
}
