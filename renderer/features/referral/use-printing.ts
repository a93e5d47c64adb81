import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paper } from '../../../shared/referral/test-page.ts';
import { useSession } from '../../app/session-store.ts';
import { printInView } from './print-view.ts';

interface Printed {
  how: 'native' | 'page';
  document: Paper;
}

/**
 * Printing by the shell's dialog or, in the browser, from a window of its own. `run` is given the procedure to call; a
 * window may be opened only in answer to the press itself, so it is opened before the services are asked.
 */
export function usePrinting() {
  const { t } = useTranslation();
  const printing = useSession(session => session.status?.printing);
  const [done, setDone] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const [isRunning, setRunning] = useState(false);

  async function run(print: () => Promise<Printed>): Promise<void> {
    setError(null);
    setDone('');
    const view = printing === 'page' ? window.open('print.html', '_blank') : null;
    if (printing === 'page' && view === null) {
      setDone(t('referral.printBlocked'));
      return;
    }
    setRunning(true);
    try {
      const { how, document } = await print();
      if (how === 'native' || view === null) {
        view?.close();
        setDone(t('referral.printDone'));
      } else {
        setDone(t('referral.printOpened'));
        // The paper comes up in its own window; where it cannot be shown, that must be said here.
        printInView(view, document).catch((failure: unknown) => {
          view.close();
          setDone('');
          setError(failure instanceof Error ? failure : new Error(String(failure)));
        });
      }
    } catch (failure) {
      view?.close();
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    } finally {
      setRunning(false);
    }
  }

  return { run, error, isRunning, done: isRunning ? t('referral.printing') : done, say: setDone };
}
