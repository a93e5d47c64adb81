import { dialog } from 'electron';
import { type Failure, failureMessage } from './failure-message.ts';

/**
 * Says in both languages what failed and what to do, and asks what now. It is the system's own message box, since it
 * must appear when no page of ours can. It lies beside the window, so that what was typed there can still be read.
 */
export async function askAfterFailure(failure: Failure, cause?: unknown): Promise<'restart' | 'quit'> {
  const { response } = await dialog.showMessageBox(failureMessage(failure, cause));
  return response === 0 ? 'restart' : 'quit';
}
