import { useTranslation } from 'react-i18next';
import type { RowChange } from '../../../shared/records/row-change.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { FactChange } from './facts.ts';

export interface Change {
  readonly key: string;
  readonly change: RowChange;
  /** What it did in words where it is more than a difference, e.g. voided. */
  readonly deed?: string;
  readonly differences: readonly FactChange[];
}

/** Changes, the newest first: who, when, why, and old → new. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation();
  const shown = (text: string) => (text === '' ? t('record.notGiven') : text);
  return (
    <ol className="changes" data-testid="changes">
      {changes.map(({ key, change, deed, differences }) => (
        <li key={key}>
          <span className="note">
            {t('record.by', { time: wallClock(change.at), by: change.by })}{' '}
            {change.reason === '' ? t('record.noReason') : t('record.because', { reason: change.reason })}
          </span>
          {deed === undefined ? null : <strong>{deed}</strong>}
          {differences.map(({ label, from, to }) => (
            <span key={label} className="change-difference">
              {label}: <del>{shown(from)}</del> → <ins>{shown(to)}</ins>
              {from === to ? ` ${t('record.underTheMask')}` : null}
            </span>
          ))}
          {deed === undefined && differences.length === 0 ? <span>{t('record.sameText')}</span> : null}
        </li>
      ))}
    </ol>
  );
}
