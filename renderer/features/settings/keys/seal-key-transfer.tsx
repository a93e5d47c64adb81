import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../app/api.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { FileChoice } from '../../../ui/file-choice.tsx';
import { RoadFaultNote } from '../../../ui/road-fault.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { TextField } from '../../../ui/text-field.tsx';

/** The facility's one seal key, carried to a further workstation in a file closed with a password. */
export function SealKeyTransfer() {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const exporting = useMutation(
    api.trust.exportSealKey.mutationOptions({
      onSuccess: ({ fileName, text }) => saveFile(text, 'application/json', fileName),
    }),
  );
  const importing = useMutation(api.trust.importSealKey.mutationOptions());
  const isReady = password.trim().length >= 8;
  return (
    <section>
      <h3>{t('roads.keys.transfer')}</h3>
      <p className="note">{t('roads.keys.transferHint')}</p>
      <Field label={t('roads.keys.password')}>
        <TextField
          type="password"
          value={password}
          onChange={setPassword}
          width={24}
          autoComplete="new-password"
          testId="seal-key-password"
        />
      </Field>
      <ErrorNote error={exporting.error ?? importing.error} />
      <RoadFaultNote fault={importing.data?.fault ?? null} />
      {isReady ? (
        <p className="keys-action">
          <Button
            onClick={() => exporting.mutate({ password })}
            loading={exporting.isPending}
            data-testid="export-seal-key"
          >
            {t('roads.keys.exportSeal')}
          </Button>
          <FileChoice
            label={t('roads.keys.importSeal')}
            accept=".gqs"
            onFile={file => void file.text().then(text => importing.mutate({ text, password }))}
            pending={importing.isPending}
            testId="import-seal-key"
          />
          {exporting.data ? (
            <span className="note">✓ {t('roads.keys.exported', { name: exporting.data.fileName })}</span>
          ) : null}
          {importing.data?.fault === null ? <span className="note">✓ {t('roads.keys.sealTaken')}</span> : null}
        </p>
      ) : (
        <p className="note">{t('roads.keys.passwordFirst')}</p>
      )}
    </section>
  );
}
