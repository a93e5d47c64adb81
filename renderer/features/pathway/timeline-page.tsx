import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Episode } from '../../../shared/records/episode.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { OwedNote } from '../../ui/owed-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { PathwayLines } from '../advice/pathway-lines.tsx';
import {
  useAssessments,
  useFindings,
  useLabs,
  usePatientCase,
  useReferrals,
  useTreatments,
} from '../patient/patient-case.ts';
import { ClockBar } from './clock-bar.tsx';
import { CourseEnd } from './course-end.tsx';
import { MilestoneTable } from './milestone-table.tsx';
import { OtherClocks } from './other-clocks.tsx';
import { OwnerLine } from './owner-line.tsx';
import { filterOf, TIMELINE_FILTERS, type TimelineFilter, timelineOf } from './timeline.ts';
import { TimelineList } from './timeline-list.tsx';
import { usePathway } from './use-pathway.ts';
import '../../ui/list-table.css';
import '../../ui/forms.css';
import './pathway.css';

/** Deeds repeat what the other lines say, with corrections and prints: asked for, not shown at once. */
const SHOWN_FIRST = TIMELINE_FILTERS.filter(each => each !== 'deeds');

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
  const [shown, setShown] = useState<TimelineFilter[]>(SHOWN_FIRST);
  const pathway = usePathway(episode);
  const labs = useLabs(episode);
  const findings = useFindings(episode);
  const treatments = useTreatments(episode);
  const assessments = useAssessments(episode);
  const referrals = useReferrals(episode.patientId);
  const deeds = useQuery(api.pathway.deeds.queryOptions({ input: { episodeId: episode.id } }));
  const failed = [pathway, labs, findings, treatments, deeds].find(query => query.error !== null);
  if (!pathway.data) return <ErrorNote error={failed?.error} onRetry={() => void failed?.refetch()} />;
  const sources = {
    stamps: pathway.data.stamps,
    observations: labs.data ?? [],
    findings: findings.data ?? [],
    treatments: treatments.data ?? [],
    deeds: deeds.data ?? [],
  };
  const events = timelineOf(sources, now, null).filter(event => shown.includes(filterOf(event)));
  const mayRecord = may(roles, 'record');
  return (
    <div className="page pathway" data-testid="timeline-page">
      <ErrorNote error={failed?.error} onRetry={() => void failed?.refetch()} />
      <section className="pathway-clock">
        <div>
          <ClockBar pathway={pathway.data} now={now} />
          <OtherClocks pathway={pathway.data} now={now} />
          <PathwayLines assessments={assessments.data ?? []} treatments={sources.treatments} now={now} />
        </div>
        <div>
          <OwnerLine pathway={pathway.data} mayRecord={mayRecord} />
          <CourseEnd pathway={pathway.data} mayEnd={may(roles, 'sign')} />
        </div>
      </section>
      {referrals.data
        ?.filter(({ episodeId }) => episodeId === episode.id)
        .map(referral => (
          <OwedNote key={referral.id} referral={referral} path={`/patients/${episode.patientId}/referral`} />
        ))}
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
