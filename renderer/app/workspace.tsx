import { useEffect } from 'react';
import { RouterProvider } from 'react-router/dom';
import { saveOpenDrafts } from './draft-keeper.ts';
import { followActivity } from './idle-lock.ts';
import { renewing } from './invalidation.ts';
import { onLiveEvent } from './live-events.ts';
import { Providers } from './providers.tsx';
import { queryClient } from './query-client.ts';
import { createWorkspaceRouter } from './routes.tsx';
import { useSession } from './session-store.ts';
import { listenForShortcuts } from './shortcuts.ts';

const router = createWorkspaceRouter();
let lastUserId: string | null = null;

/** All that a signed-in user sees. Leaving it (lock, switch of user) drops every answer from memory and screen. */
export default function Workspace() {
  const user = useSession(session => session.user);

  useEffect(() => {
    // a colleague who unlocks begins at their own first page, not on a patient of somebody else
    if (lastUserId !== null && lastUserId !== user?.id) void router.navigate('/', { replace: true });
    if (user) lastUserId = user.id;
  }, [user]);

  useEffect(() => {
    const renewal = renewing(queryClient);
    const stops = [followActivity(), listenForShortcuts(), onLiveEvent(renewal.hear), renewal.stop];
    const saveNow = () => void saveOpenDrafts();
    window.addEventListener('pagehide', saveNow);
    return () => {
      window.removeEventListener('pagehide', saveNow);
      for (const stop of stops) stop();
      queryClient.clear();
    };
  }, []);

  return (
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  );
}
