import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { courseClock, readClock } from '../../../shared/clinical/clocks.ts';
import { worstGrade } from '../../../shared/clinical/worst-grade.ts';
import { DryWeight } from '../../../shared/records/finding.ts';
import type { Pathway } from '../../../shared/records/pathway.ts';
import { patientAge } from '../../../shared/records/patient.ts';
import { type Instant, wallClock, wallDay } from '../../../shared/records/time.ts';
import { durationText } from '../../ui/duration-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { CriticalCount } from '../critical-values/critical-count.tsx';
import { useCriticalValues } from '../critical-values/use-critical-values.ts';
import { usePathway } from '../pathway/use-pathway.ts';
import { WorstGrade } from '../worklist/worst-grade.tsx';
import { latestFinding, type PatientCase, useAssessments, useFindings } from './patient-case.ts';

/** Who this is, how bad, how long left: 48 px that never leave the screen of a clinical page. */
export function PatientBanner({ patient, episode }: PatientCase) {
  const { t } = useTranslation();
  const now = useNow();
  const findings = useFindings(episode);
  const assessments = useAssessments(episode);
  const pathway = usePathway(episode);
  const { waiting } = useCriticalValues(episode);
  const age = patientAge(patient, wallDay(now));
  const number = Object.values(patient.hospitalNumbers).find(each => each !== '');
  const weight = latestFinding(findings.data ?? [], 'weight')?.value;
  const dry = DryWeight.safeParse(latestFinding(findings.data ?? [], 'dry_weight')?.value).data;
  const { state, text } = patient.allergy;
  const allergy =
    state === 'yes'
      ? t('patient.banner.allergyYes', { text })
      : t(state === 'no' ? 'patient.banner.allergyNone' : 'patient.banner.allergyUnknown');
  const years = age === null ? t('patient.ageUnknown') : t('patient.years', { years: age });
  const estimate = patient.birthDate === null && age !== null ? `${t('patient.estimated')} ` : '';
  const aetiology = episode
    ? episode.aetiologies.map(each => t(`episode.aetiology.${each}`)).join(t('ui.listComma'))
    : t('patient.banner.noEpisode');

  return (
    <section className="banner" aria-label={t('patient.banner.label')} data-testid="patient-banner">
      <Link to={`/patients/${patient.id}`} className="banner-name" title={patient.name}>
        {patient.name}
      </Link>
      <span className="banner-who">
        ({estimate}
        {years}, {t(`patient.sex.${patient.sex}`)})
      </span>
      <Link to={`/patients/${patient.id}/edit`} className="banner-edit">
        {t('patient.banner.edit')}
      </Link>
      <CriticalCount patientId={patient.id} count={waiting.length} />
      <span className="banner-facts">
        <span className={number ? undefined : 'banner-absent'}>
          {number ? t('patient.banner.number', { number }) : t('patient.banner.noNumber')}
        </span>
        <span title={aetiology}>{aetiology}</span>
        <span className={state === 'yes' ? 'banner-allergy banner-allergy-known' : 'banner-allergy'} title={allergy}>
          {state === 'yes' ? '! ' : ''}
          {allergy}
        </span>
        <span className={typeof weight === 'number' || dry ? undefined : 'banner-absent'}>
          {typeof weight === 'number' ? t('patient.banner.weight', { kg: weight }) : t('patient.banner.noWeight')}
          {dry ? <small> {t('patient.banner.dryWeight', { kg: dry.kg })}</small> : null}
        </span>
      </span>
      {episode ? (
        <>
          <span className="banner-grade" data-testid="worst-grade">
            <WorstGrade worst={worstGrade(assessments.data ?? [])} />
          </span>
          {pathway.data ? <RunningClock pathway={pathway.data} now={now} /> : null}
        </>
      ) : null}
    </section>
  );
}

/** The clock that runs now: to the ward, then to the diagnosis; none once it is reached or ended. */
function RunningClock({ pathway, now }: { pathway: Pathway; now: Instant }) {
  const { t } = useTranslation();
  const clock = courseClock(pathway.reached, pathway.end?.at);
  if (!clock) return null;
  const { level, remainingMs, elapsedMs, isStopped } = readClock(clock, now);
  const name = `${t(`clinical.pathway.clock.${clock.id}`)}, ${t('patient.clock.t0', { time: wallClock(pathway.reached.presented) })}`;
  if (isStopped) {
    return (
      <span className="banner-clock banner-clock-normal" title={name} data-testid="banner-clock">
        {pathway.end ? t(`pathway.endReason.${pathway.end.reason}`) : t('clinical.pathway.milestone.diagnosed')}
      </span>
    );
  }
  const left = durationText(remainingMs, t);
  const text =
    elapsedMs < 0
      ? t('patient.clock.beforeStart')
      : t(level === 'overdue' ? 'patient.clock.over' : 'patient.clock.left', { time: left });
  return (
    <span className={`banner-clock banner-clock-${level}`} title={name} data-testid="banner-clock">
      {text}
      {level === 'normal' || level === 'overdue' ? null : <small> {t(`worklist.level.${level}`)}</small>}
    </span>
  );
}
