import { useTranslation } from 'react-i18next';
import {
  type MeasuredPoint,
  SESSION_MEASURES,
  type SessionEffect,
  type SessionMeasure,
} from '../../../shared/clinical/session-effect.ts';
import { labItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { QuantityText } from '../../ui/quantity-text.tsx';
import { computedText, valueText } from '../labs/lab-table.ts';

const MOMENTS = ['before', 'after', 'later'] as const;

const NAMES: Record<SessionMeasure, string> = { TBIL: 'TBIL', INR: 'INR', meld: 'MELD' };
const unitOf = (measure: SessionMeasure): string => (measure === 'meld' ? '' : unitText(labItem(measure).unit));

/** The values around each session of artificial liver; what the session itself changed is never called better. */
export function SessionTable({ effects }: { effects: readonly SessionEffect[] }) {
  const { t } = useTranslation();
  if (effects.length === 0) return null;
  return (
    <section className="treatment-below" data-testid="session-effects">
      <h2 className="panel-head">{t('treatment.effectTable.title')}</h2>
      <p className="note">{t('treatment.effectTable.note')}</p>
      <table className="list-table session-table">
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className="session-name">
              {t('treatment.effectTable.session')}
            </th>
            {SESSION_MEASURES.map(measure => (
              <th key={measure} scope="colgroup" colSpan={MOMENTS.length} className="session-group">
                {NAMES[measure]} <span className="note">{unitOf(measure)}</span>
              </th>
            ))}
          </tr>
          <tr>
            {SESSION_MEASURES.flatMap(measure =>
              MOMENTS.map(moment => (
                <th
                  key={`${measure}-${moment}`}
                  scope="col"
                  className={moment === 'before' ? 'session-group' : undefined}
                >
                  {t(`treatment.effectTable.${moment}`)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {effects.map(({ treatment, measures }) => (
            <tr key={treatment.id}>
              <th scope="row">
                {t(`treatment.kind.${treatment.kind}`)}
                <div className="note">{wallClock(treatment.startedAt).slice(5)}</div>
              </th>
              {SESSION_MEASURES.flatMap(measure =>
                MOMENTS.map(moment => (
                  <td
                    key={`${measure}-${moment}`}
                    className={moment === 'before' ? 'session-group' : undefined}
                    data-testid={`session-${measure}-${moment}`}
                  >
                    <Point point={measures[measure][moment]} />
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Point({ point }: { point: MeasuredPoint | null }) {
  const { t } = useTranslation();
  if (!point) return <span className="note">{t('treatment.effectTable.none')}</span>;
  return (
    <>
      <span className={point.isAfterTreatment ? 'session-after' : undefined}>
        <QuantityText value={(point.observation && valueText(point.observation)) ?? computedText(point.value)} />
      </span>
      {point.isAfterTreatment ? <small> {t('treatment.effectTable.afterMark')}</small> : null}
      <div className="note">{wallClock(point.at).slice(5)}</div>
    </>
  );
}
