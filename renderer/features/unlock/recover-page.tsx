import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useSession } from '../../app/session-store.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Entrance, EntranceFailure } from './entrance.tsx';
import { unlockFailure, unlockTexts } from './unlock-texts.ts';

interface RecoverPageProps {
  onBack(): void;
  onDone(): void;
}

/** A new password by the printed recovery key, for when nobody can sign in. */
export default function RecoverPage({ onBack, onDone }: RecoverPageProps) {
  const { language } = useSession();
  const texts = unlockTexts(language).recover;
  const [login, setLogin] = useState('');
  const [recoveryKey, setRecoveryKey] = useState('');
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const differs = repeat !== '' && repeat !== password;
  const complete = [login, recoveryKey, password, repeat].every(text => text.trim() !== '') && !differs;

  const submit = async () => {
    if (pending || !complete) return;
    setPending(true);
    setError(null);
    try {
      await client.backup.recover({ recoveryKey, login, password });
      onDone();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  };

  return (
    <Entrance title={texts.title}>
      <p className="note">{texts.explain}</p>
      <form
        className="entrance-form"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={texts.recoveryKey}>
          <TextField value={recoveryKey} onChange={setRecoveryKey} autoComplete="off" lang="en" lines={2} autoFocus />
        </Field>
        <Field label={texts.login}>
          <TextField value={login} onChange={setLogin} autoComplete="off" lang="en" />
        </Field>
        <Field label={texts.password} hint={texts.passwordRule}>
          <TextField type="password" value={password} onChange={setPassword} autoComplete="new-password" />
        </Field>
        <Field label={texts.repeat} error={differs ? texts.differs : null}>
          <TextField type="password" value={repeat} onChange={setRepeat} autoComplete="new-password" />
        </Field>
        <EntranceFailure failure={error ? unlockFailure(error, language) : null} />
        <div className="entrance-actions">
          <button type="button" className="quiet-button" onClick={onBack}>
            {texts.back}
          </button>
          <button type="submit" className="entrance-submit" aria-disabled={pending || !complete}>
            {texts.submit}
          </button>
        </div>
      </form>
    </Entrance>
  );
}
