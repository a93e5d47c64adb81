import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EXAMPLE_LIMITS } from '../../../shared/records/critical-table.ts';
import { wallClock, wallDay } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { CriticalEditor } from './critical-editor.tsx';
import { LimitsTable } from './limits-table.tsx';

/** The hospital's table of critical values: what is in force, what was, and for a physician the way to a new version. */
export function CriticalSection() {
  const { t } = useTranslation();
  const roles = useSession(session => session.user?.roles);
  const tables = useQuery(api.criticalValues.tables.queryOptions());
  const [version, setVersion] = useState<number | null>(null);
  const [isEditing, setEditing] = useState(false);
  if (!tables.data) return <ErrorNote error={tables.error} onRetry={() => void tables.refetch()} />;
  const [inForce] = tables.data;
  const shown = tables.data.find(each => each.version === version) ?? inForce;
  if (isEditing) return <CriticalEditor inForce={inForce ?? null} onClose={() => setEditing(false)} />;
  return (
    <>
      {shown ? (
        <div className="settings-versions">
          <p className={shown === inForce ? 'settings-good' : 'settings-warn'} data-testid="critical-table-state">
            {t(shown === inForce ? 'criticalValues.table.inForce' : 'criticalValues.table.older', {
              version: shown.version,
              by: shown.signedBy,
              time: wallClock(shown.signedAt),
              count: shown.limits.length,
            })}
          </p>
          <label>
            {t('criticalValues.table.version')}{' '}
            <select
              className="text-field"
              value={shown.version}
              onChange={event => setVersion(Number(event.target.value))}
              data-testid="critical-version"
            >
              {tables.data.map(each => (
                <option key={each.id} value={each.version}>
                  {t('criticalValues.table.versionOption', {
                    version: each.version,
                    day: wallDay(each.signedAt),
                    by: each.signedBy,
                  })}
                  {each === inForce ? ` (${t('criticalValues.table.current')})` : ''}
                </option>
              ))}
            </select>
          </label>
        </div>
      ) : (
        <p className="settings-loud" data-testid="critical-table-state">
          {t('criticalValues.table.unsigned')}
        </p>
      )}
      <LimitsTable limits={shown?.limits ?? EXAMPLE_LIMITS} isExample={!shown} />
      <p className="note">{t('criticalValues.table.rule')}</p>
      {may(roles, 'sign') ? (
        <div className="primary-action">
          <Button type="primary" onClick={() => setEditing(true)} data-testid="edit-critical-table">
            {t(inForce ? 'criticalValues.table.edit' : 'criticalValues.table.start')}
          </Button>
        </div>
      ) : (
        <p className="note">{t('criticalValues.table.physicianOnly')}</p>
      )}
    </>
  );
}
