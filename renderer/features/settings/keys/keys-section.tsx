import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnKeys, TrustOverview } from '../../../../shared/contract/roads.ts';
import { wallClock } from '../../../../shared/records/time.ts';
import { KEY_FILE_LIMIT, type RoadFault } from '../../../../shared/referral/trust.ts';
import { api } from '../../../app/api.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { FileChoice } from '../../../ui/file-choice.tsx';
import { RoadFaultNote } from '../../../ui/road-fault.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { type Compared, CompareForm } from './compare-form.tsx';
import { FacilityTable } from './facility-table.tsx';
import { SealKeyTransfer } from './seal-key-transfer.tsx';
import './keys.css';

/** Own public keys, the alliance's list and partners added by hand (registry-and-sync 11). */
export function KeysSection() {
  const { t } = useTranslation();
  const own = useQuery(api.trust.own.queryOptions());
  const overview = useQuery(api.trust.overview.queryOptions());
  return (
    <div className="keys">
      <ErrorNote error={own.error ?? overview.error} />
      {own.data && own.data.failedChecks.length > 0 ? (
        <p className="settings-loud" role="alert">
          {t('roads.keys.unfit', { checks: own.data.failedChecks.join(', ') })}
        </p>
      ) : null}
      {own.data ? <OwnCard own={own.data} /> : null}
      {overview.data ? <Alliance overview={overview.data} /> : null}
      {overview.data ? <FacilityTable facilities={overview.data.facilities} /> : null}
      <SealKeyTransfer />
    </div>
  );
}

function OwnCard({ own }: { own: OwnKeys }) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState('');
  const exporting = useMutation(
    api.trust.exportOwn.mutationOptions({
      onSuccess: ({ fileName, text }) => {
        saveFile(text, 'application/jose', fileName);
        setSaved(fileName);
      },
    }),
  );
  return (
    <section>
      <h3>
        {t('roads.keys.own')} · {own.name} {own.code}
      </h3>
      <p className="note">{t('roads.keys.ownHint')}</p>
      <dl className="fact-lines">
        <div>
          <dt>{t('roads.keys.card')}</dt>
          <dd className="key-print key-print-main" data-testid="own-fingerprint">
            {own.fingerprint}
          </dd>
        </div>
        <div>
          <dt>{t('roads.keys.sign', { workstation: own.workstation })}</dt>
          <dd className="key-print">{own.sign}</dd>
        </div>
        <div>
          <dt>{t('roads.keys.seal')}</dt>
          <dd className="key-print">{own.seal ?? t('roads.keys.noSeal')}</dd>
        </div>
      </dl>
      <ErrorNote error={exporting.error} />
      <p className="keys-action">
        <Button onClick={() => exporting.mutate({})} loading={exporting.isPending} data-testid="export-keys">
          {t('roads.keys.export')}
        </Button>
        {saved === '' ? null : <span className="note">✓ {t('roads.keys.exported', { name: saved })}</span>}
      </p>
    </section>
  );
}

/** The two imports: each shows what the file says and asks for the comparison by telephone. */
function Alliance({ overview: { alliance } }: { overview: TrustOverview }) {
  const { t } = useTranslation();
  const [compared, setCompared] = useState<Compared | null>(null);
  const [fault, setFault] = useState<RoadFault | null>(null);
  const profile = useMutation(api.trust.previewProfile.mutationOptions());
  const partner = useMutation(api.trust.previewPartner.mutationOptions());
  const take = async (file: File, kind: Compared['kind']) => {
    setCompared(null);
    setFault(null);
    if (file.size === 0 || file.size > KEY_FILE_LIMIT) return setFault('not-ours');
    const text = await file.text();
    if (kind === 'profile') {
      const preview = await profile.mutateAsync({ text });
      if (preview.ok) setCompared({ kind, text, preview });
      else setFault(preview.fault);
    } else {
      const preview = await partner.mutateAsync({ text });
      if (preview.ok) setCompared({ kind, text, preview });
      else setFault(preview.fault);
    }
  };
  return (
    <section>
      <h3>{t('roads.keys.alliance')}</h3>
      {alliance === null ? (
        <p className="note">{t('roads.keys.allianceNone')}</p>
      ) : (
        <dl className="fact-lines">
          <div>
            <dt>{t('roads.keys.root')}</dt>
            <dd>
              <span className="key-print">{alliance.rootFingerprint}</span>
              <br />
              <span className="note">
                {t('roads.keys.allianceFacts', {
                  version: alliance.version,
                  issued: wallClock(alliance.issuedAt),
                  imported: wallClock(alliance.importedAt),
                  by: alliance.importedBy,
                })}
              </span>
            </dd>
          </div>
        </dl>
      )}
      <ErrorNote error={profile.error ?? partner.error} />
      <RoadFaultNote fault={fault} />
      {compared ? (
        <CompareForm key={compared.preview.fingerprint} compared={compared} onClose={() => setCompared(null)} />
      ) : (
        <p className="keys-action">
          <FileChoice
            label={t('roads.keys.importProfile')}
            accept=".json,.jws,application/json"
            onFile={file => void take(file, 'profile')}
            pending={profile.isPending}
            testId="import-profile"
          />
          <FileChoice
            label={t('roads.keys.addPartner')}
            accept=".gqk"
            onFile={file => void take(file, 'partner')}
            pending={partner.isPending}
            testId="add-partner"
          />
        </p>
      )}
    </section>
  );
}
