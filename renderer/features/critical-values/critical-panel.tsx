import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import { labItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { CriticalMark } from '../../ui/critical-mark.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { QuantityText } from '../../ui/quantity-text.tsx';
import { itemName } from '../labs/value-wording.ts';
import { CriticalDetail } from './critical-detail.tsx';
import { criticalText } from './critical-wording.ts';
import { SHOW_CRITICAL } from './show-critical.ts';
import { useCriticalValues } from './use-critical-values.ts';
import './critical-values.css';

interface CriticalPanelProps {
  episode: Episode;
  mayRecord: boolean;
}

/** The critical values of a patient: those that wait first, the others folded. Nothing where there is none. */
export function CriticalPanel({ episode, mayRecord }: CriticalPanelProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const section = useRef<HTMLElement>(null);
  const { all, waiting, error } = useCriticalValues(episode);
  const others = all.filter(({ state }) => state !== 'open');
  const isAsked = search.get('show') === SHOW_CRITICAL && all.length > 0;
  useEffect(() => {
    if (isAsked) section.current?.focus();
  }, [isAsked]);
  if (all.length === 0) return <ErrorNote error={error} />;
  return (
    <section
      ref={section}
      tabIndex={-1}
      className="critical-panel"
      aria-label={t('criticalValues.title')}
      data-testid="critical-panel"
    >
      {waiting.length > 0 ? (
        <div className="critical-waiting">
          <h2 role="alert">{t('criticalValues.waiting', { count: waiting.length })}</h2>
          <CriticalRows values={waiting} mayRecord={mayRecord} />
        </div>
      ) : null}
      {others.length > 0 ? (
        <details open={isAsked && waiting.length === 0}>
          <summary>{t('criticalValues.listed', { count: others.length })}</summary>
          <CriticalRows values={others} mayRecord={mayRecord} />
        </details>
      ) : null}
    </section>
  );
}

function CriticalRows({ values, mayRecord }: { values: readonly CriticalValue[]; mayRecord: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className="critical-rows">
      {values.map(value => {
        const item = labItem(value.code);
        return (
          <li key={value.observationId} data-testid={`critical-${value.code}`}>
            <span className="critical-value">
              <CriticalMark value={value} /> {itemName(item, i18n.language)} {item.code}{' '}
              <strong>
                <QuantityText value={criticalText(value)} unit={unitText(item.unit)} />
              </strong>
            </span>
            <span className="note">
              {t('criticalValues.sampled', { time: wallClock(value.sampledAt) })}{' '}
              {value.state === 'voided' ? null : (
                <Link to={`/patients/${value.patientId}/labs?value=${value.observationId}`}>
                  {t('criticalValues.toValue')}
                </Link>
              )}
            </span>
            <CriticalDetail value={value} mayRecord={mayRecord} />
          </li>
        );
      })}
    </ul>
  );
}
