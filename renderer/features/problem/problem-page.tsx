import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setup as setupTexts } from '../../../shared/i18n/zh-CN/setup.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { Providers } from '../../app/providers.tsx';
import { useSession } from '../../app/session-store.ts';
import { RestoreForm } from '../setup/restore-form.tsx';
import { LanguageSwitch } from '../unlock/entrance.tsx';
import { mayRestore, showsAtOpening } from './ways-out.ts';
import '../setup/setup.css';

type ProblemCode = keyof typeof setupTexts.problem.title;

const isProblem = (code: string | undefined): code is ProblemCode =>
  code !== undefined && Object.hasOwn(setupTexts.problem.title, code);

interface ProblemPageProps {
  /** Asks the services again whether the vault can be opened. */
  onRetry(): Promise<void>;
  /** Opens the sign-in: what only showed at opening is only tried again by opening. */
  onTryKey(): void;
}

/** One screen for each reason why the vault cannot be opened, with the way out. None of them offers to delete. */
export default function ProblemPage(props: ProblemPageProps) {
  return (
    <Providers>
      <Problem {...props} />
    </Providers>
  );
}

function Problem({ onRetry, onTryKey }: ProblemPageProps) {
  const { t } = useTranslation();
  const problem = useSession(session => session.status?.problem);
  const [restoring, setRestoring] = useState(false);
  const [trying, setTrying] = useState(false);
  const [checkedAt, setCheckedAt] = useState<string | null>(null);
  const code: ProblemCode = isProblem(problem?.code) ? problem.code : 'internal';

  const retry = async () => {
    setTrying(true);
    await onRetry();
    setTrying(false);
    setCheckedAt(wallClock(new Date().toISOString(), 'seconds').slice(11));
  };

  return (
    <div className="setup">
      <header className="setup-head">
        <span className="setup-ways">{t('app.product')}</span>
        <LanguageSwitch />
      </header>
      <main className={restoring ? 'setup-body setup-narrow' : 'problem'} data-testid="problem" data-code={code}>
        {restoring ? (
          <div>
            <button type="button" className="quiet-button" onClick={() => setRestoring(false)}>
              ← {t('setup.back')}
            </button>
            <RestoreForm onDone={onRetry} />
          </div>
        ) : (
          <>
            <h1>{t(`setup.problem.title.${code}`)}</h1>
            <p className="problem-promise">
              {t('setup.problem.untouched')} {t('setup.problem.doNotDelete')}
            </p>
            <ol>
              {t(`setup.problem.steps.${code}`)
                .split('\n')
                .map(step => (
                  <li key={step}>{step}</li>
                ))}
            </ol>
            <div className="problem-actions">
              <Button type="primary" onClick={() => void retry()} loading={trying} data-testid="try-again">
                {t('setup.problem.retry')}
              </Button>
              {showsAtOpening(code) ? (
                <Button onClick={onTryKey} data-testid="try-key">
                  {t('setup.problem.tryKey')}
                </Button>
              ) : null}
              {mayRestore(code) ? (
                <Button onClick={() => setRestoring(true)} data-testid="go-restore">
                  {t('setup.problem.restore')}
                </Button>
              ) : null}
              <span className="note" role="status">
                {checkedAt ? t('setup.problem.stillThere', { time: checkedAt }) : null}
              </span>
            </div>
            <p className="note">{t('setup.problem.code', { code: problem?.code ?? code })}</p>
          </>
        )}
      </main>
    </div>
  );
}
