import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import { type Patient, patientAge } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { usePathway } from '../pathway/use-pathway.ts';
import { useAssessments, useLabs, usePatientCase, useTreatments } from '../patient/patient-case.ts';
import { CourseView } from './course-view.tsx';
import { TrendRules } from './trend-rules.tsx';
import '../../ui/forms.css';
import './course.css';

/** How it went, over real time, with what was done. */
export default function CoursePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { patient, episode } = usePatientCase();
  if (episode) return <EpisodeCourse patient={patient} episode={episode} />;
  return (
    <div className="page" data-testid="course-page">
      <EmptyState title={t('patient.overview.noEpisode')}>
        <button type="button" className="quiet-button" onClick={() => void navigate(`/patients/${patient.id}/episode`)}>
          {t('patient.overview.newEpisode')}
        </button>
      </EmptyState>
    </div>
  );
}

const EVERY_MINUTES = 10 * 60_000; // the axis ends at the present: no more often than one sees it move

function EpisodeCourse({ patient, episode }: { patient: Patient; episode: Episode }) {
  const now = useNow(EVERY_MINUTES);
  const labs = useLabs(episode);
  const assessments = useAssessments(episode);
  const treatments = useTreatments(episode);
  const pathway = usePathway(episode);
  const failed = [labs, assessments, treatments, pathway].find(query => query.error !== null);
  return (
    <div className="page course" data-testid="course-page">
      <ErrorNote error={failed?.error} onRetry={() => void failed?.refetch()} />
      {/* Never without the treatments: a value after plasma exchange would look like recovery. */}
      {labs.data && assessments.data && treatments.data ? (
        <CourseView
          observations={labs.data}
          assessments={assessments.data}
          treatments={treatments.data}
          reached={pathway.data?.reached}
          sex={patient.sex}
          ageYears={patientAge(patient, wallDay(now))}
          t0={episode.firstPresentationAt}
          now={now}
        >
          <TrendRules observations={labs.data} assessments={assessments.data} treatments={treatments.data} now={now} />
        </CourseView>
      ) : null}
    </div>
  );
}
