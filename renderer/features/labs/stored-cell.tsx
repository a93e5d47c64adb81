import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { interferenceAt } from '../../../shared/clinical/interference.ts';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import type { RangePerson } from '../../../shared/records/reference-range.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { CriticalMark } from '../../ui/critical-mark.tsx';
import { Flag } from '../../ui/flag.tsx';
import { isConverted, storedFlags } from './lab-table.ts';
import { observationText } from './value-wording.ts';

interface StoredCellProps {
  observation: Observation | undefined;
  /** `row:column`, by which the arrows find it. */
  at: string;
  isStop: boolean;
  isOpen: boolean;
  person: RangePerson;
  treatments: readonly Treatment[];
  critical: CriticalValue | undefined;
  onOpen(id: string): void;
}

/** A stored value: its text, what a treatment has done to it, our flag and the laboratory's where that is another. */
export const StoredCell = memo(function StoredCell(props: StoredCellProps) {
  const { observation, at, isStop, isOpen, person, treatments, critical, onOpen } = props;
  const { t } = useTranslation();
  if (!observation) return <td />;
  const { code, valueSi, labFlag } = observation;
  const { own: flag, differs } = storedFlags(observation, person);
  const treated = interferenceAt(code, observation.sampledAt, treatments);
  return (
    <td className="lab-value">
      <button
        type="button"
        data-at={at}
        tabIndex={isStop ? 0 : -1}
        onClick={() => onOpen(observation.id)}
        aria-expanded={isOpen}
        data-testid={`value-${code}`}
      >
        <span className={valueSi === null ? 'lab-word' : treated?.effect === 'exclude' ? 'lab-after' : ''}>
          {observationText(observation, t)}
        </span>
        {isConverted(observation) ? <small className="lab-mark">{t('labs.convertedMark')}</small> : null}
        {treated ? (
          <small className="lab-mark">{t(treated.effect === 'exclude' ? 'course.after' : 'course.marked')}</small>
        ) : null}
        {critical ? <CriticalMark value={critical} /> : flag ? <Flag kind={flag} compact /> : null}
        {differs ? (
          <small className="lab-mark" title={t('labs.labFlagTitle')}>
            {t('labs.labFlag', { flag: labFlag })}
          </small>
        ) : null}
      </button>
    </td>
  );
});
