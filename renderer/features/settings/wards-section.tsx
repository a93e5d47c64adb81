import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Ward, WardFields } from '../../../shared/records/facility.ts';
import { api } from '../../app/api.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { SealStandingMark } from '../../ui/seal-standing.tsx';
import { WardForm } from './ward-form.tsx';

const COLUMNS = ['facility', 'code', 'ward', 'phone', 'hours', 'key', 'state', 'action'] as const;

/** The directory of receiving wards; a ward is set aside, never deleted, since referrals name it. */
export function WardsSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [editing, setEditing] = useState<Ward | 'new' | null>(null);
  const wards = useQuery(api.wards.list.queryOptions());
  const refresh = () => queries.invalidateQueries({ queryKey: api.wards.key() });
  const update = useMutation(api.wards.update.mutationOptions({ onSuccess: refresh }));
  const toggle = (ward: Ward) =>
    update.mutate({ id: ward.id, version: ward.version, active: !ward.active, fields: WardFields.parse(ward) });

  return (
    <>
      <ErrorNote error={wards.error ?? update.error} onRetry={() => void wards.refetch()} />
      {wards.data?.length === 0 ? <EmptyState title={t('settings.wards.empty')} /> : null}
      {wards.data && wards.data.length > 0 ? (
        <table className="list-table settings-directory" data-testid="wards">
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} scope="col" className={`settings-${column}`}>
                  {t(`settings.wards.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {wards.data.map(ward => (
              <tr key={ward.id} className={ward.active ? '' : 'settings-off'}>
                <td>{ward.facilityName}</td>
                <td>{ward.facilityCode}</td>
                <td>{ward.wardName}</td>
                <td>{ward.phone}</td>
                <td>
                  {ward.hours ?? ''}
                  {ward.dutyPhone === undefined ? null : (
                    <small className="note"> {t('composer.wards.dutyPhone', { phone: ward.dutyPhone })}</small>
                  )}
                </td>
                <td>
                  <SealStandingMark seal={ward.seal} />
                </td>
                <td>{t(ward.active ? 'settings.wards.active' : 'settings.wards.inactive')}</td>
                <td className="settings-actions">
                  <button type="button" className="quiet-button" onClick={() => setEditing(ward)}>
                    {t('ui.edit')}
                  </button>
                  <button type="button" className="quiet-button" onClick={() => toggle(ward)}>
                    {t(ward.active ? 'settings.wards.deactivate' : 'settings.wards.activate')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {editing ? (
        <WardForm
          key={editing === 'new' ? 'new' : editing.id}
          ward={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      ) : (
        <div>
          <Button type="primary" onClick={() => setEditing('new')} data-testid="add-ward">
            {t('settings.wards.add')}
          </Button>
        </div>
      )}
    </>
  );
}
