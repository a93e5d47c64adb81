import { useTranslation } from 'react-i18next';
import type { PolicyVersion } from '../../../shared/contract/policy.ts';
import { wallClock } from '../../../shared/records/time.ts';

const COLUMNS = ['number', 'origin', 'saved', 'reason', 'confirmed', 'state'] as const;

interface PolicyVersionsProps {
  /** Newest first. */
  versions: readonly PolicyVersion[];
  shown: number;
  onShow(number: number): void;
}

/** Every version of the policy: where it came from, why, and who confirmed it. */
export function PolicyVersions({ versions, shown, onShow }: PolicyVersionsProps) {
  const { t } = useTranslation();
  const stateOf = ({ isInForce, confirmed }: PolicyVersion, at: number) => {
    if (isInForce) return t('policy.inForce');
    return at === 0 && confirmed === null ? t('policy.waiting') : t('policy.replaced');
  };
  return (
    <table className="list-table" data-testid="policy-versions">
      <thead>
        <tr>
          {COLUMNS.map(column => (
            <th key={column} scope="col" className={`policy-${column}`}>
              {t(`policy.versionColumn.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {versions.map((version, at) => (
          <tr key={version.id}>
            <td>
              {version.number}{' '}
              {version.number === shown ? null : (
                <button type="button" className="quiet-button" onClick={() => onShow(version.number)}>
                  {t('policy.view')}
                </button>
              )}
            </td>
            <td>{t(`policy.origin.${version.origin}`)}</td>
            <td>
              {wallClock(version.savedAt)} {version.savedBy}
            </td>
            <td>{version.reason}</td>
            <td>
              {version.confirmed
                ? t('policy.confirmBy', { by: version.confirmed.by, time: wallClock(version.confirmed.at) })
                : t('policy.notConfirmed')}
            </td>
            <td>{stateOf(version, at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
