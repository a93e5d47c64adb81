import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegistryAccess } from '../../../shared/contract/registry.ts';
import { wallDay } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { FileChoice } from '../../ui/file-choice.tsx';
import { RegistryPart, useAccessAnswer } from './registry-part.tsx';

/** The registry's own authority, trusted beside the usual ones. */
export function RegistryAuthority({ access: { authority } }: { access: RegistryAccess }) {
  const { t } = useTranslation();
  const take = useAccessAnswer();
  const set = useMutation(api.registry.setAuthority.mutationOptions({ onSuccess: take }));
  const names = (authority?.certificates ?? []).map(({ subject }) => subject).join(t('ui.listComma'));
  return (
    <RegistryPart part="authority" state={authority ? names : t('registry.notSet')}>
      <p className="note">{t('registry.authority.explain')}</p>
      <ul className="registry-facts">
        {authority?.certificates.map(({ subject, validTo, fingerprint }) => (
          <li key={fingerprint}>
            {t('registry.certificate.validTo', { subject, day: wallDay(validTo) })}
            <br />
            <span className="note">{t('registry.certificate.fingerprint', { fingerprint })}</span>
          </li>
        ))}
      </ul>
      <div>
        <FileChoice
          label={t('registry.authority.choose')}
          accept=".pem,.crt,.cer"
          onFile={async file => set.mutate({ pem: await file.text() })}
          testId="authority-file"
        />{' '}
        {authority ? (
          <button type="button" className="quiet-button" onClick={() => set.mutate({ pem: null })}>
            {t('registry.authority.remove')}
          </button>
        ) : null}
      </div>
      <ErrorNote error={set.error} />
    </RegistryPart>
  );
}
