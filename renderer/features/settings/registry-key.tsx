import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistryAccess } from '../../../shared/contract/registry.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useAccessAnswer } from './registry-part.tsx';

/** This computer's key: the public half to hand out, and the way to a new one. */
export function RegistryKey({ clientKey }: Pick<RegistryAccess, 'clientKey'>) {
  const { t } = useTranslation();
  const take = useAccessAnswer();
  const [isAsking, setAsking] = useState(false);
  const make = useMutation(
    api.registry.makeKey.mutationOptions({
      onSuccess: answer => {
        setAsking(false);
        take(answer);
      },
    }),
  );
  const makeButton = (
    <Button
      loading={make.isPending}
      danger={clientKey !== null}
      onClick={() => make.mutate(undefined)}
      data-testid="registry-make-key"
    >
      {t(clientKey ? 'registry.key.replaceYes' : 'registry.key.make')}
    </Button>
  );
  return (
    <section className="registry-key" aria-label={t('registry.key.title')}>
      <h3>{t('registry.key.title')}</h3>
      {clientKey ? (
        <>
          <p className="note">
            {t('registry.key.made', { time: wallClock(clientKey.createdAt), kid: clientKey.publicKey.kid })}
          </p>
          <p>{t('registry.key.give')}</p>
          <KeySet text={JSON.stringify({ keys: [clientKey.publicKey] })} />
        </>
      ) : (
        <p className="note">{t('registry.key.none')}</p>
      )}
      {clientKey === null ? <div>{makeButton}</div> : null}
      {clientKey && !isAsking ? (
        <button type="button" className="quiet-button" onClick={() => setAsking(true)}>
          {t('registry.key.replace')}
        </button>
      ) : null}
      {clientKey && isAsking ? (
        <div className="settings-warn">
          <p>{t('registry.key.replaceAsk')}</p>
          {makeButton}{' '}
          <button type="button" className="quiet-button" onClick={() => setAsking(false)}>
            {t('ui.cancel')}
          </button>
        </div>
      ) : null}
      <ErrorNote error={make.error} />
    </section>
  );
}

function KeySet({ text }: { text: string }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <pre className="registry-jwks" data-testid="registry-jwks">
        {text}
      </pre>
      <div>
        <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {t('registry.key.copy')}
        </Button>{' '}
        {isCopied ? <span role="status">✓ {t('registry.key.copied')}</span> : null}
      </div>
    </>
  );
}
