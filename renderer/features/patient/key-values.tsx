import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { interferenceAt } from '../../../shared/clinical/interference.ts';
import { courseOf } from '../../../shared/clinical/trend.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import { labItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { patientAge } from '../../../shared/records/patient.ts';
import { rangeFlag, referenceRange } from '../../../shared/records/reference-range.ts';
import { type Instant, wallClock, wallDay } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { CriticalMark } from '../../ui/critical-mark.tsx';
import { ageText } from '../../ui/duration-text.ts';
import { Flag } from '../../ui/flag.tsx';
import { QuantityText } from '../../ui/quantity-text.tsx';
import { changeBetween, previousValue, sampleColumns, signed, valueText } from '../labs/lab-table.ts';
import { findingText } from './finding-text.ts';
import { latestFinding } from './patient-case.ts';

interface KeyValuesProps {
  /** By observation. */
  critical: ReadonlyMap<string, CriticalValue>;
  patient: Patient;
  observations: readonly Observation[];
  assessments: readonly Assessment[];
  findings: readonly Finding[];
  treatments: readonly Treatment[];
}

const BEFORE: readonly LabCode[] = ['TBIL', 'INR'];
const AFTER: readonly LabCode[] = ['CREA', 'NA'];
/** Where a fall or a rise may be called better or worse by itself; a sodium of 140 after 139 is neither. */
const JUDGED: readonly LabCode[] = ['TBIL', 'INR'];

/** The few numbers that are looked at first, each with its time and what has changed. */
export function KeyValues(props: KeyValuesProps) {
  return (
    <dl className="key-values" data-testid="key-values">
      {BEFORE.map(code => (
        <LabTile key={code} code={code} {...props} />
      ))}
      <MeldTile assessments={props.assessments} />
      {AFTER.map(code => (
        <LabTile key={code} code={code} {...props} />
      ))}
      <EncephalopathyTile findings={props.findings} />
    </dl>
  );
}

function LabTile({ code, patient, observations, treatments, critical }: KeyValuesProps & { code: LabCode }) {
  const { t, i18n } = useTranslation();
  const item = labItem(code);
  const name = `${i18n.language === 'en' ? item.names.en : item.names['zh-CN']} ${code}`;
  const columns = sampleColumns(observations);
  const newest = columns.flatMap(column => column.values.get(code) ?? []).findLast(each => each.valueSi !== null);
  if (!newest || newest.valueSi === null) return <Tile name={name} />;
  const alert = critical.get(newest.id);
  const previous = previousValue(columns, code, newest.sampledAt);
  const person = { sex: patient.sex, ageYears: patientAge(patient, wallDay(newest.sampledAt)) };
  const flag = rangeFlag(referenceRange(code, person), newest.valueSi, newest.comparator);
  const change =
    previous?.valueSi != null
      ? changeBetween(
          { at: previous.sampledAt, value: previous.valueSi },
          { at: newest.sampledAt, value: newest.valueSi },
        )
      : null;
  const values = observations.flatMap(each =>
    each.code === code && each.voidedAt === null && each.valueSi !== null
      ? [{ at: each.sampledAt, value: each.valueSi }]
      : [],
  );
  const course = courseOf(code, values, treatments, newest.sampledAt);
  const isAfterTreatment = interferenceAt(code, newest.sampledAt, treatments)?.effect === 'exclude';
  const direction = !JUDGED.includes(code)
    ? ''
    : course.direction === 'worsening' || course.direction === 'improving'
      ? t(`patient.overview.${course.direction}`)
      : isAfterTreatment || course.isImprovementSuppressed
        ? t('patient.overview.suppressed')
        : '';
  return (
    <Tile name={name} at={newest.sampledAt}>
      <QuantityText
        size="key"
        value={valueText(newest) ?? ''}
        comparator={newest.comparator}
        unit={unitText(item.unit)}
      />{' '}
      {alert ? <CriticalMark value={alert} /> : flag ? <Flag kind={flag} /> : null}
      <span className="key-change">
        {change
          ? t('patient.overview.change', { delta: signed(change.delta), hours: ageText(change.hours * 3_600_000, t) })
          : ''}{' '}
        {direction}
      </span>
    </Tile>
  );
}

function MeldTile({ assessments }: { assessments: readonly Assessment[] }) {
  const { t } = useTranslation();
  const known = assessments.filter(each => each.scoreId === 'meld3' && typeof each.outcome.value === 'number');
  const [newest, previous] = known;
  if (!newest) return <Tile name="MELD 3.0" none={t('course.refused')} />;
  const change =
    previous && typeof newest.outcome.value === 'number' && typeof previous.outcome.value === 'number'
      ? changeBetween(
          { at: previous.anchorAt, value: previous.outcome.value },
          { at: newest.anchorAt, value: newest.outcome.value },
        )
      : null;
  return (
    <Tile name="MELD 3.0" at={newest.anchorAt}>
      <QuantityText size="key" value={newest.outcome.value ?? ''} />
      <span className="key-change">
        {change
          ? t('patient.overview.change', { delta: signed(change.delta), hours: ageText(change.hours * 3_600_000, t) })
          : ''}
      </span>
    </Tile>
  );
}

function EncephalopathyTile({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const he = latestFinding(findings, 'he');
  return (
    <Tile name={t('patient.overview.he')} at={he?.observedAt}>
      {he ? <QuantityText size="key" value={findingText(he, t)} /> : null}
    </Tile>
  );
}

interface TileProps {
  name: string;
  at?: Instant;
  /** What stands where there is no value. */
  none?: string;
  children?: ReactNode;
}

function Tile({ name, at, none, children }: TileProps) {
  const { t } = useTranslation();
  return (
    <div className="key-value">
      <dt>{name}</dt>
      <dd>
        {at === undefined ? <span className="note">{none ?? t('patient.overview.noValue')}</span> : children}
        {at === undefined ? null : <span className="note">{wallClock(at).slice(5)}</span>}
      </dd>
    </div>
  );
}
