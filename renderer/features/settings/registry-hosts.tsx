import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistryAccess } from '../../../shared/contract/registry.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RegistryPart, useAccessAnswer } from './registry-part.tsx';
import { SavedNote } from './saved-note.tsx';

/** The only hosts that this computer may speak to. */
export function RegistryHosts({ access: { allowedHosts } }: { access: RegistryAccess }) {
  const { t } = useTranslation();
  const take = useAccessAnswer();
  const [text, setText] = useState(allowedHosts.join('\n'));
  const set = useMutation(
    api.registry.setAllowedHosts.mutationOptions({
      onSuccess: answer => {
        take(answer);
        setText(answer.allowedHosts.join('\n'));
      },
    }),
  );
  const hosts = text.split(/[\s,;，；]+/).filter(host => host !== '');
  return (
    <RegistryPart
      part="hosts"
      state={allowedHosts.length === 0 ? t('registry.hosts.any') : allowedHosts.join(t('ui.listComma'))}
    >
      <p className="note">{t('registry.hosts.explain')}</p>
      <Field label={t('registry.hosts.label')}>
        <TextField value={text} onChange={setText} lines={3} lang="en" testId="allowed-hosts" />
      </Field>
      <div>
        <Button loading={set.isPending} onClick={() => set.mutate({ hosts })} data-testid="hosts-save">
          {t('registry.hosts.save')}
        </Button>{' '}
        <SavedNote at={set.isSuccess ? set.submittedAt : 0} />
      </div>
      <ErrorNote error={set.error} fieldNames={{ hosts: t('registry.hosts.label') }} />
    </RegistryPart>
  );
}
