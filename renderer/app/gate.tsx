import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { UnlockPage } from '../features/unlock/unlock-page.tsx';
import { UnreachablePage } from '../features/unlock/unreachable-page.tsx';
import { client } from './client.ts';
import { keepListening, onLiveEvent } from './live-events.ts';
import { watchNetwork } from './network-hint.ts';
import { useSession, wasSignedIn } from './session-store.ts';

const loadWorkspace = () => import('./workspace.tsx');
const Workspace = lazy(loadWorkspace);
const SetupPage = lazy(() => import('../features/setup/setup-page.tsx'));
const ProblemPage = lazy(() => import('../features/problem/problem-page.tsx'));

/**
 * What stands before the workspace: first set-up, a vault that cannot be opened, or the lock. Only the unlock screen is
 * part of the first chunk; all that knows of patients is loaded behind it. It is painted at once, before the services
 * have said whether it is a vault that waits: nearly always it is.
 */
export function Gate() {
  const { status, user, setStatus, signOut } = useSession();
  const [failure, setFailure] = useState<unknown>(null);
  // what only showed when the vault was opened can only be tried again by opening it
  const [isTryingKey, setTryingKey] = useState(false);

  const ask = useCallback(async () => {
    try {
      setStatus(await client.application.status());
      setFailure(null);
    } catch (error) {
      setFailure(error);
    }
  }, [setStatus]);

  useEffect(() => {
    void ask();
    const stopListening = keepListening();
    const stopWatching = watchNetwork();
    const stopHearing = onLiveEvent(event => {
      if (event.type === 'session.locked') signOut();
      if (['session.locked', 'line.restored', 'settings.changed'].includes(event.type)) void ask();
      // behind the lock the registry's answers still come in: their number is shown, nothing else
      if (event.type === 'sync.changed' && useSession.getState().user === null) void ask();
    });
    return () => {
      stopListening();
      stopHearing();
      stopWatching();
    };
  }, [ask, signOut]);

  useEffect(() => {
    // The first screen is painted: fetch fonts, and what comes behind it while the password is being typed.
    if (!status) return;
    void import('../fonts/screen-fonts.ts');
    if (status.vault === 'locked' || status.vault === 'open') void loadWorkspace();
  }, [status]);

  if (failure && !status) return <UnreachablePage failure={failure} onRetry={ask} />;
  if (!status && wasSignedIn()) return null; // a reloaded page goes on where it was
  if (user) {
    return (
      <Suspense>
        <Workspace key={user.id} />
      </Suspense>
    );
  }
  if (status?.vault === 'absent') {
    return (
      <Suspense>
        <SetupPage />
      </Suspense>
    );
  }
  if (status?.vault === 'unusable' && !isTryingKey) {
    return (
      <Suspense>
        <ProblemPage onRetry={ask} onTryKey={() => setTryingKey(true)} />
      </Suspense>
    );
  }
  return (
    <UnlockPage
      onVaultProblem={() => {
        setTryingKey(false);
        void ask();
      }}
    />
  );
}
