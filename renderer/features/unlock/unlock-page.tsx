import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { client } from '../../app/client.ts';
import { useCountInTitle } from '../../app/count-in-title.ts';
import { type FailureCode, toFailure } from '../../app/failure.ts';
import { useSession } from '../../app/session-store.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Entrance, EntranceFailure } from './entrance.tsx';
import { fill, unlockFailure, unlockTexts } from './unlock-texts.ts';

const RecoverPage = lazy(() => import('./recover-page.tsx'));

/** The password was right, but the vault behind it cannot be opened: each has a screen of its own. */
const VAULT_PROBLEMS: readonly FailureCode[] = [
  'wrong-key',
  'keyring-damaged',
  'database-damaged',
  'database-from-newer-version',
  'disk-full',
  'folder-read-only',
  'cipher-absent',
];

/** User and password; the facility, the version and a wordless count are all that it knows. */
export function UnlockPage({ onVaultProblem }: { onVaultProblem(): void }) {
  const { status, language, signIn } = useSession();
  const texts = unlockTexts(language);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [recovering, setRecovering] = useState<'no' | 'asking' | 'done'>('no');
  const [capsLock, setCapsLock] = useState(false);
  const passwordInput = useRef<HTMLInputElement>(null);

  useCountInTitle(status?.news ?? 0);
  useEffect(() => {
    const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
    window.addEventListener('keydown', look);
    return () => window.removeEventListener('keydown', look);
  }, []);

  const submit = async () => {
    if (pending) return;
    setAsked(true);
    if (login.trim() === '' || password === '') return;
    setPending(true);
    setError(null);
    try {
      signIn(await client.session.unlock({ login, password }));
    } catch (failure) {
      setError(failure);
      if (VAULT_PROBLEMS.includes(toFailure(failure).code)) onVaultProblem();
      setPassword('');
      setPending(false);
      passwordInput.current?.focus();
    }
  };

  if (recovering === 'asking') {
    return (
      <Suspense>
        <RecoverPage onBack={() => setRecovering('no')} onDone={() => setRecovering('done')} />
      </Suspense>
    );
  }

  return (
    <Entrance title={texts.title}>
      {status && status.unsent > 0 ? (
        <p className="entrance-unsent" data-testid="unsent-count">
          {fill(status.vault === 'open' ? texts.unsentGoing : texts.unsent, { total: status.unsent })}
        </p>
      ) : null}
      {status && status.news > 0 ? (
        <p className="entrance-unsent" role="status" data-testid="news-count">
          {fill(texts.news, { total: status.news })}
        </p>
      ) : null}
      {recovering === 'done' ? <p className="entrance-done">{texts.recover.done}</p> : null}
      <form
        className="entrance-form"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={texts.login} error={asked && login.trim() === '' ? texts.needLogin : null}>
          <TextField value={login} onChange={setLogin} autoComplete="username" lang="en" autoFocus testId="login" />
        </Field>
        <Field
          label={texts.password}
          error={asked && password === '' && !error ? texts.needPassword : null}
          hint={capsLock ? texts.capsLock : null}
        >
          <TextField
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
            testId="password"
            inputRef={passwordInput}
          />
        </Field>
        <EntranceFailure failure={error ? unlockFailure(error, language) : null} />
        <div className="entrance-actions">
          <button type="button" className="quiet-button" onClick={() => setRecovering('asking')}>
            {texts.forgotten}
          </button>
          <button type="submit" className="entrance-submit" aria-disabled={pending} data-testid="unlock">
            {pending ? texts.working : texts.submit}
          </button>
        </div>
      </form>
    </Entrance>
  );
}
