import { BrowserWindow } from 'electron';
import { INDEX_URL } from './address.ts';
import { callOnMore } from './attention.ts';
import { isWindowTitle, windowOptions } from './window-options.ts';

/** Opens the clinician's window; shown once it has something to show. Rejects where the page cannot be loaded. */
export async function openWindow(where: { preload: string; development: boolean }): Promise<BrowserWindow> {
  const window = new BrowserWindow(windowOptions(where));
  window.once('ready-to-show', () => window.show());
  const tellTitle = callOnMore(window);
  window.on('page-title-updated', (event, title) => {
    if (isWindowTitle(title)) tellTitle(title);
    else event.preventDefault(); // a title bar or task list shows no patient
  });
  window.on('focus', () => window.flashFrame(false));
  await window.loadURL(INDEX_URL);
  return window;
}
