import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../app/client.ts';
import { Providers } from '../../app/providers.tsx';
import { useSession } from '../../app/session-store.ts';
import { LanguageSwitch } from '../unlock/entrance.tsx';
import { RestoreForm } from './restore-form.tsx';
import { SetupAssistant } from './setup-assistant.tsx';
import './setup.css';

const WAYS = ['fresh', 'restore'] as const;

async function enter(): Promise<void> {
  useSession.getState().setStatus(await client.application.status());
}

/** No vault on this computer yet: make one, or bring one back. */
export default function SetupPage() {
  return (
    <Providers>
      <SetupFrame />
    </Providers>
  );
}

function SetupFrame() {
  const { t } = useTranslation();
  const [way, setWay] = useState<(typeof WAYS)[number]>('fresh');
  return (
    <div className="setup">
      <header className="setup-head">
        <h1>
          {t('app.product')} · {t('setup.title')}
        </h1>
        <div className="setup-ways" role="tablist">
          {WAYS.map(each => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={each === way}
              className="quiet-button"
              onClick={() => setWay(each)}
              data-testid={`way-${each}`}
            >
              {t(`setup.way.${each}`)}
            </button>
          ))}
        </div>
        <LanguageSwitch />
      </header>
      {/* both stay mounted: nothing typed is lost by looking at the other way */}
      <main className="setup-body" hidden={way !== 'fresh'}>
        <SetupAssistant onDone={enter} />
      </main>
      <main className="setup-body setup-narrow" hidden={way !== 'restore'}>
        <RestoreForm onDone={enter} />
      </main>
    </div>
  );
}
