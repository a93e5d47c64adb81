import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { wallClock } from '../../../shared/records/time.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { DeliveryLabel } from '../../ui/delivery-label.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AdvicePanel } from '../advice/advice-panel.tsx';
import { PathwayLines } from '../advice/pathway-lines.tsx';
import { CriticalPanel } from '../critical-values/critical-panel.tsx';
import { UnsignedNote } from '../critical-values/unsigned-note.tsx';
import { useCriticalValues } from '../critical-values/use-critical-values.ts';
import { ClockBar } from '../pathway/clock-bar.tsx';
import { timelineOf } from '../pathway/timeline.ts';
import { TimelineList } from '../pathway/timeline-list.tsx';
import { usePathway } from '../pathway/use-pathway.ts';
import { ScoreLines } from '../scores/score-lines.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { KeyValues } from './key-values.tsx';
import { NutritionPanel } from './nutrition-panel.tsx';
import { useAssessments, useFindings, useLabs, usePatientCase, useReferrals, useTreatments } from './patient-case.ts';
import '../../ui/forms.css';
import './overview.css';

const TIMELINE_HOURS = 24;

/** One glance: how bad, how long left, what has been done, what is next. */
export default function OverviewPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const [search] = useSearchParams();
  const { patient, episode } = usePatientCase();
  const mayRecord = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const labs = useLabs(episode);
  const findings = useFindings(episode);
  const treatments = useTreatments(episode);
  const assessments = useAssessments(episode);
  const referrals = useReferrals(patient.id);
  const critical = useCriticalValues(episode);
  // Led here to record: the form is open and has the focus.
  const [isRecording, setRecording] = useState(search.get('record') === 'findings' && mayRecord);
  const pathway = usePathway(episode);
  const go = (path: string) => void navigate(`/patients/${patient.id}/${path}`);

  if (!episode) {
    return (
      <div className="page" data-testid="overview-page">
        <EmptyState title={t('patient.overview.noEpisode')} />
        {mayRecord ? (
          <PrimaryAction label={t('patient.overview.newEpisode')} onRun={() => go('episode')} testId="start-episode" />
        ) : null}
      </div>
    );
  }
  const observations = labs.data ?? [];
  const sources = {
    episode,
    observations,
    findings: findings.data ?? [],
    treatments: treatments.data ?? [],
    referrals: referrals.data ?? [],
  };
  const hasLabs = observations.some(each => each.voidedAt === null);
  const referral = sources.referrals[0];
  const failed = [labs, findings, treatments, assessments, referrals, pathway].find(query => query.error !== null);

  return (
    <div className="page overview" data-testid="overview-page">
      <ErrorNote error={failed?.error} onRetry={() => void failed?.refetch()} />
      <CriticalPanel episode={episode} mayRecord={mayRecord} />
      <div className="overview-top">
        <section>
          <h2 className="panel-head">{t('patient.overview.values')}</h2>
          <KeyValues {...sources} critical={critical.marks} patient={patient} assessments={assessments.data ?? []} />
        </section>
        <section>
          <h2 className="panel-head">
            {t('patient.clock.label')}
            <Link to={`/patients/${patient.id}/timeline`} className="panel-link">
              {t('pathway.all')}
            </Link>
            {mayRecord ? (
              <Link to={`/patients/${patient.id}/episode`} className="panel-link">
                {t('patient.overview.editEpisode')}
              </Link>
            ) : null}
          </h2>
          {pathway.data ? <ClockBar pathway={pathway.data} now={now} /> : null}
          <PathwayLines assessments={assessments.data ?? []} treatments={sources.treatments} now={now} />
          {referral ? (
            <p className="overview-delivery">
              <Link to={`/patients/${patient.id}/referral`}>{t('patient.tab.referral')}</Link>{' '}
              <DeliveryLabel delivery={referral.delivery} />
            </p>
          ) : null}
        </section>
      </div>
      <div className="overview-rest">
        <AdvicePanel episode={episode} now={now} />
        <section>
          <h2 className="panel-head">{t('patient.overview.timeline')}</h2>
          <TimelineList
            events={timelineOf({ ...sources, stamps: pathway.data?.stamps ?? [], deeds: [] }, now, TIMELINE_HOURS)}
          />
        </section>
        <section className="overview-scores">
          <h2 className="panel-head">
            {t('patient.overview.scores')}
            <Link to={`/patients/${patient.id}/scores`} className="panel-link">
              {t('patient.overview.allScores')}
            </Link>
          </h2>
          <ScoreLines assessments={assessments.data ?? []} />
        </section>
      </div>
      <FindingsPanel
        episode={episode}
        record={{ ...sources, patient }}
        mayRecord={mayRecord}
        isOpen={isRecording}
        onOpen={setRecording}
      />
      <NutritionPanel assessments={assessments.data ?? []} findings={sources.findings} />
      <p className="note overview-asof">
        {wallClock(now)} <UnsignedNote />
      </p>
      {mayRecord && !isRecording ? (
        <PrimaryAction
          label={t(hasLabs ? 'patient.overview.next.referral' : 'patient.overview.next.labs')}
          onRun={() => go(hasLabs ? 'referral' : 'labs')}
          testId="next-step"
        />
      ) : null}
    </div>
  );
}
