import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { patientAge } from '../../../shared/records/patient.ts';
import { wallClock, wallDay } from '../../../shared/records/time.ts';
import {
  type CoursePanel,
  coursePanels,
  focusTimes,
  spanOf,
  WINDOWS,
  type WindowName,
} from '../../charts/course-model.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { valueText } from '../labs/lab-table.ts';
import { itemName, rangeText } from '../labs/value-wording.ts';
import { useAssessments, useLabs, usePatientCase, useTreatments } from '../patient/patient-case.ts';
import { CourseTable } from './course-table.tsx';
import '../../ui/forms.css';
import './course.css';

/** Loaded when a course is looked at: the chart library is the heaviest part of the window. */
const CourseCharts = lazy(() => import('../../charts/course-charts.tsx'));

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

function EpisodeCourse({ patient, episode }: { patient: Patient; episode: Episode }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const labs = useLabs(episode);
  const assessments = useAssessments(episode);
  const treatments = useTreatments(episode);
  const [window, setWindow] = useState<WindowName>('all');
  const [focus, setFocus] = useState<number | null>(null);
  const ageYears = patientAge(patient, wallDay(now));
  const panels = useMemo(
    () =>
      coursePanels({
        observations: labs.data ?? [],
        assessments: assessments.data ?? [],
        treatments: treatments.data ?? [],
        person: { sex: patient.sex, ageYears },
        textOf: observation => valueText(observation) ?? '',
      }),
    [labs.data, assessments.data, treatments.data, patient.sex, ageYears],
  );
  const all = focusTimes(panels);
  const t0 = Date.parse(episode.firstPresentationAt);
  const started = (treatments.data ?? []).flatMap(each =>
    each.voidedAt === null && Date.parse(each.startedAt) <= Date.parse(now) ? [Date.parse(each.startedAt)] : [],
  );
  const span = spanOf(window, [...all, ...started, t0], now);
  const times = all.filter(at => at >= span.from && at <= span.to);
  const name = (panel: CoursePanel) =>
    panel.id === 'MELD' ? t('course.meld') : `${itemName(labItem(panel.id), i18n.language)} ${panel.id}`;
  const failed = [labs, assessments, treatments].find(query => query.error !== null);
  const band = panels.find(panel => panel.id === 'TBIL')?.band ?? null;

  return (
    <div className="page course" data-testid="course-page">
      <div className="page-head">
        <h1>{t('course.title')}</h1>
        <fieldset className="choice course-windows" aria-label={t('course.windowLabel')}>
          {WINDOWS.map(each => (
            <label key={each} className="choice-option">
              <input
                type="radio"
                name="course-window"
                checked={window === each}
                onChange={() => {
                  setWindow(each);
                  setFocus(null);
                }}
              />
              {t(`course.window.${each}`)}
            </label>
          ))}
        </fieldset>
        {times.length > 0 ? <FocusSlider times={times} focus={focus} onFocus={setFocus} /> : null}
      </div>
      <ErrorNote error={failed?.error} onRetry={() => void failed?.refetch()} />
      {all.length === 0 ? (
        labs.data ? (
          <EmptyState title={t('course.empty')} />
        ) : null
      ) : (
        <div className="course-split">
          <Suspense fallback={<div />}>
            <CourseCharts
              panels={panels}
              panelName={name}
              treatments={treatments.data ?? []}
              span={span}
              times={times}
              t0={t0}
              focus={focus}
              onFocus={setFocus}
            />
          </Suspense>
          <CourseTable panels={panels} times={times} focus={focus} onFocus={setFocus} />
        </div>
      )}
      <p className="note course-legend">
        {t('course.legend.solid')} · {t('course.legend.hollow')} · {t('course.legend.censored')}
        {band ? ` · ${t('course.band', { range: rangeText(band) })}` : ''}
      </p>
    </div>
  );
}

/** Walks through the sample times by arrow keys: a native slider, spoken with its time. */
function FocusSlider({
  times,
  focus,
  onFocus,
}: {
  times: readonly number[];
  focus: number | null;
  onFocus(at: number | null): void;
}) {
  const { t } = useTranslation();
  const last = times.length - 1;
  const at = focus === null ? last : Math.max(0, times.indexOf(focus));
  const set = (index: number) => onFocus(times[index] ?? null);
  return (
    <label className="course-slider">
      {t('course.walk')}
      <input
        type="range"
        min={0}
        max={last}
        step={1}
        value={at}
        onChange={event => set(Number(event.target.value))}
        onFocus={() => set(at)}
        onBlur={() => onFocus(null)}
        aria-valuetext={wallClock(new Date(times[at] ?? 0).toISOString())}
        data-testid="course-focus"
      />
      <span className="note">{t('course.panelsHint')}</span>
    </label>
  );
}
