import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientCertificateFile, RegistryAccess } from '../../../shared/contract/registry.ts';
import { wallClock, wallDay } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { FileChoice } from '../../ui/file-choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { RegistryPart, useAccessAnswer } from './registry-part.tsx';

/** The certificate by which this computer is known to the line itself. */
export function RegistryCertificate({ access: { certificate } }: { access: RegistryAccess }) {
  const { t } = useTranslation();
  const take = useAccessAnswer();
  const now = useNow();
  const [file, setFile] = useState<File | null>(null);
  const [keyFile, setKeyFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const set = useMutation(
    api.registry.setCertificate.mutationOptions({
      onSuccess: answer => {
        take(answer);
        setFile(null);
        setKeyFile(null);
        setPassphrase('');
      },
    }),
  );
  const isPem = file !== null && !/\.(p12|pfx)$/i.test(file.name);
  const isReady = file !== null && (!isPem || keyFile !== null);
  const importIt = async () => {
    if (!file) return;
    const key = isPem && keyFile ? await keyFile.text() : null;
    const imported: ClientCertificateFile =
      key === null
        ? { kind: 'pkcs12', base64: await base64Of(file), passphrase }
        : { kind: 'pem', certificate: await file.text(), key, passphrase };
    set.mutate({ file: imported });
  };
  const day = certificate ? wallDay(certificate.validTo) : '';
  const state = certificate
    ? t(certificate.validTo < now ? 'registry.certificate.expired' : 'registry.certificate.validTo', {
        subject: certificate.subject,
        day,
      })
    : t('registry.notSet');
  return (
    <RegistryPart part="certificate" state={state}>
      <p className="note">{t('registry.certificate.explain')}</p>
      {certificate ? (
        <ul className="registry-facts">
          <li>{t('registry.certificate.issuer', { issuer: certificate.issuer })}</li>
          <li>{t('registry.certificate.fingerprint', { fingerprint: certificate.fingerprint })}</li>
          <li>{t('registry.certificate.setAt', { time: wallClock(certificate.setAt) })}</li>
        </ul>
      ) : null}
      <div className="settings-grid">
        <Field label={t('registry.certificate.file')} group>
          <FileChoice
            label={t('registry.certificate.choose')}
            accept=".p12,.pfx,.pem,.crt,.cer"
            onFile={setFile}
            testId="certificate-file"
          />{' '}
          {file?.name}
        </Field>
        {isPem ? (
          <Field label={t('registry.certificate.keyFile')} group>
            <FileChoice
              label={t('registry.certificate.choose')}
              accept=".pem,.key"
              onFile={setKeyFile}
              testId="certificate-key-file"
            />{' '}
            {keyFile?.name}
          </Field>
        ) : null}
        <Field label={t('registry.certificate.passphrase')}>
          <TextField
            type="password"
            value={passphrase}
            onChange={setPassphrase}
            autoComplete="off"
            testId="certificate-passphrase"
          />
        </Field>
      </div>
      <div>
        <Button
          disabled={!isReady}
          loading={set.isPending}
          onClick={() => void importIt()}
          data-testid="certificate-import"
        >
          {t('registry.certificate.import')}
        </Button>{' '}
        {certificate ? (
          <button type="button" className="quiet-button" onClick={() => set.mutate({ file: null })}>
            {t('registry.certificate.remove')}
          </button>
        ) : null}
      </div>
      <ErrorNote error={set.error} fieldNames={{ certificate: t('registry.more.certificate') }} />
    </RegistryPart>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
}
