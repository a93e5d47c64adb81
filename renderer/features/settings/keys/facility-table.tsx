import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FacilityKeys } from '../../../../shared/contract/roads.ts';
import { wallClock } from '../../../../shared/records/time.ts';
import { api } from '../../../app/api.ts';
import { Field } from '../../../ui/field.tsx';
import { PrimaryAction } from '../../../ui/primary-action.tsx';
import { TextField } from '../../../ui/text-field.tsx';

const COLUMNS = ['facility', 'phone', 'fingerprint', 'state', 'action'] as const;

export function FacilityTable({ facilities }: { facilities: FacilityKeys[] }) {
  const { t } = useTranslation();
  const [revoking, setRevoking] = useState<FacilityKeys | null>(null);
  return (
    <section>
      <h3>{t('roads.keys.facilities')}</h3>
      {facilities.length === 0 ? <p className="settings-warn">{t('roads.keys.none')}</p> : null}
      {facilities.length > 0 ? (
        <table className="list-table" data-testid="trusted-facilities">
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} scope="col" className={`keys-${column}`}>
                  {t(`roads.keys.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {facilities.map(each => (
              <tr key={`${each.source}-${each.code}`} className={each.source === 'replaced' ? 'settings-off' : ''}>
                <td>
                  {each.name} {each.code}
                  <br />
                  <span className="note">{t(`roads.keys.source.${each.source}`)}</span>
                </td>
                <td>{each.phone}</td>
                <td className="key-print">{each.fingerprint}</td>
                <td>
                  {stateText(each, t)}
                  <br />
                  <span className="note">
                    {t('roads.keys.signKeys', { total: each.signKeys.length })}
                    {each.seal === null ? ` · ${t('roads.keys.noSeal')}` : ''}
                  </span>
                </td>
                <td className="settings-actions">
                  {each.source === 'by-hand' && each.revokedAt === null ? (
                    <button type="button" className="quiet-button" onClick={() => setRevoking(each)}>
                      {t('roads.keys.revoke')}
                    </button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {revoking ? <RevokeForm facility={revoking} onClose={() => setRevoking(null)} /> : null}
    </section>
  );
}

function stateText({ revokedAt, validTo }: FacilityKeys, t: TFunction): string {
  if (revokedAt !== null) return t('roads.keys.revoked', { at: wallClock(revokedAt) });
  return validTo === null ? t('roads.keys.inForce') : t('roads.keys.until', { at: wallClock(validTo) });
}

function RevokeForm({ facility, onClose }: { facility: FacilityKeys; onClose(): void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const revoke = useMutation(api.trust.revokePartner.mutationOptions({ onSuccess: onClose }));
  return (
    <div className="settings-inline settings-form">
      <h3>
        {t('roads.keys.revokeRun')} · {facility.name}
      </h3>
      <Field label={t('roads.keys.revokeReason')} hint={t('roads.keys.revokeHint')} required>
        <TextField value={reason} onChange={setReason} autoFocus testId="revoke-reason" />
      </Field>
      <PrimaryAction
        label={t('roads.keys.revokeRun')}
        missing={reason.trim() === '' ? [t('roads.keys.revokeReason')] : []}
        pending={revoke.isPending}
        error={revoke.error}
        beside={<Button onClick={onClose}>{t('ui.cancel')}</Button>}
        onRun={() => revoke.mutate({ code: facility.code, reason })}
      />
    </div>
  );
}
