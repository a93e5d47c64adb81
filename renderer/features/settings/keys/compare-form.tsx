import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartnerPreview, ProfilePreview } from '../../../../shared/contract/roads.ts';
import { wallClock } from '../../../../shared/records/time.ts';
import { api } from '../../../app/api.ts';
import { PrimaryAction } from '../../../ui/primary-action.tsx';
import { RoadFaultNote } from '../../../ui/road-fault.tsx';

/** A file that was read and is not yet believed. */
export type Compared =
  | { kind: 'profile'; text: string; preview: ProfilePreview & { ok: true } }
  | { kind: 'partner'; text: string; preview: PartnerPreview & { ok: true } };

/** What the file says, its fingerprint large, and the word that it was compared by telephone. */
export function CompareForm({ compared, onClose }: { compared: Compared; onClose(): void }) {
  const { t } = useTranslation();
  const { kind, text, preview } = compared;
  const needsCompare = kind === 'partner' || compared.preview.isFirst;
  const [isCompared, setCompared] = useState(false);
  const onSuccess = ({ fault }: { fault: unknown }) => {
    if (fault === null) onClose();
  };
  const profile = useMutation(api.trust.importProfile.mutationOptions({ onSuccess }));
  const partner = useMutation(api.trust.addPartner.mutationOptions({ onSuccess }));
  const run = kind === 'profile' ? profile : partner;
  return (
    <div className="settings-inline settings-form" data-testid="compare-form">
      <h3>{compared.kind === 'partner' ? compared.preview.facility.name : t('roads.keys.importProfile')}</h3>
      <p>
        {t(
          needsCompare
            ? kind === 'partner'
              ? 'roads.keys.comparePartner'
              : 'roads.keys.compareFirst'
            : 'roads.keys.compareNext',
        )}
      </p>
      <p className="key-print key-print-main" data-testid="compare-fingerprint">
        {preview.fingerprint}
      </p>
      <p className="note">
        {compared.kind === 'profile'
          ? `${t('roads.keys.profileFacts', {
              version: compared.preview.version,
              issued: wallClock(compared.preview.issuedAt),
              total: compared.preview.facilities.length,
            })} · ${t('roads.keys.fhirBase', { base: compared.preview.fhirBase })}`
          : `${compared.preview.facility.code} · ${compared.preview.facility.phone}`}
      </p>
      {compared.kind === 'profile' ? (
        <p>{compared.preview.facilities.map(each => `${each.name} ${each.code}`).join(t('ui.listComma'))}</p>
      ) : null}
      {needsCompare ? (
        <Checkbox
          checked={isCompared}
          onChange={event => setCompared(event.target.checked)}
          data-testid="fingerprint-compared"
        >
          {t('roads.keys.compared')}
        </Checkbox>
      ) : null}
      <RoadFaultNote fault={run.data?.fault ?? null} />
      <PrimaryAction
        label={t(kind === 'profile' ? 'roads.keys.importRun' : 'roads.keys.addRun')}
        missing={needsCompare && !isCompared ? [t('roads.keys.compared')] : []}
        pending={run.isPending}
        error={run.error}
        beside={<Button onClick={onClose}>{t('ui.cancel')}</Button>}
        onRun={() => run.mutate({ text, fingerprint: preview.fingerprint })}
        testId="take-keys"
      />
    </div>
  );
}
