import { BrowserWindow } from 'electron';
import { INDEX_URL } from './address.ts';
import { isWindowTitle, windowOptions } from './window-options.ts';

/** Opens the clinician's window; shown once it has something to show. Rejects where the page cannot be loaded. */
export async function openWindow(where: { preload: string; development: boolean }): Promise<BrowserWindow> {
  const window = new BrowserWindow(windowOptions(where));
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event, title) => {
    if (!isWindowTitle(title)) event.preventDefault(); // a title bar or task list shows no patient
  });
  await window.loadURL(INDEX_URL);
  return window;
}
