import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { FileChoice } from '../../ui/file-choice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import './consent.css';

/** The scans or photos of the signed page: added, listed, opened. */
export function ConsentScans({ referral }: { referral: Referral }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const add = useMutation({
    ...api.departures.addScan.mutationOptions(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.referrals.key() }),
  });
  const open = useMutation(
    api.departures.scan.mutationOptions({
      onSuccess: ({ title, contentType, base64 }) =>
        saveFile(
          Uint8Array.from(atob(base64), character => character.charCodeAt(0)),
          contentType,
          title,
        ),
    }),
  );
  const take = async (file: File) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    add.mutate({ referralId: referral.id, title: file.name.slice(0, 200), base64: base64Of(bytes) });
  };
  return (
    <section data-testid="consent-scans">
      <h3 className="panel-head">
        {t('composer.consent.scans')} <span className="note">{t('composer.consent.scanKinds')}</span>
      </h3>
      <ul className="scan-list">
        {referral.attachments.length === 0 ? <li className="note">{t('composer.consent.noScan')}</li> : null}
        {referral.attachments.map(({ id, title, sizeBytes, addedAt }) => (
          <li key={id}>
            {title} <small>{`${Math.max(1, Math.round(sizeBytes / 1024))} kB · ${wallClock(addedAt)}`}</small>{' '}
            <button type="button" className="quiet-button" onClick={() => open.mutate({ id })}>
              {t('composer.consent.open')}
            </button>
          </li>
        ))}
      </ul>
      <p>
        <FileChoice
          label={t('composer.consent.addScan')}
          accept="application/pdf,image/jpeg,image/png"
          onFile={file => void take(file)}
          pending={add.isPending}
          testId="consent-scan"
        />
      </p>
      <ErrorNote error={add.error ?? open.error} />
    </section>
  );
}

const PIECE = 0x8000; // arguments that an engine surely takes in one call

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}
