import { BrowserWindow } from 'electron';
import { AppError } from '../../shared/contract/errors.ts';
import type { Paper } from '../../shared/referral/test-page.ts';
import { inTwoAttempts } from '../print-attempts.ts';
import type { Platform } from '../services/platform.ts';
import { PRINT_URL } from './address.ts';
import { PRINT_PREFERENCES } from './window-options.ts';

/** Continuous forms are no size that Chromium knows by name: microns. */
const PAGE_SIZES = { A4: 'A4', A5: 'A5', 'dot-matrix': { width: 241_000, height: 140_000 } } as const;

/** Paper: the print page in a hidden window of its own, which lives for one document. */
export const platform: Platform = {
  renderPdf: document =>
    withWindows(open =>
      inTwoAttempts(async () => {
        const { window, gone } = open();
        await Promise.race([show(window, document), gone]);
        // Without preferCSSPageSize the page is Letter. No header and footer of Chromium: the page draws its own.
        const options = { preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true };
        return Promise.race([window.webContents.printToPDF(options), gone]);
      }, open.closeAll),
    ),
  print: document =>
    withWindows(async open => {
      const { window, gone } = await inTwoAttempts(async () => {
        const opened = open();
        await Promise.race([show(opened.window, document), opened.gone]);
        return opened;
      }, open.closeAll);
      // Never a second time: the job may lie in the printer's queue already.
      return Promise.race([printed(window, document), gone]);
    }),
};

interface PrintWindow {
  readonly window: BrowserWindow;
  /** Rejects when the page's process ends: what was asked of it is then never answered. */
  readonly gone: Promise<never>;
}
interface OpenWindow {
  (): PrintWindow;
  closeAll(): void;
}

/** No window outlives its work: with it the patient leaves the memory. */
async function withWindows<T>(use: (open: OpenWindow) => Promise<T>): Promise<T> {
  const windows = new Set<BrowserWindow>();
  const closeAll = () => {
    for (const window of windows) window.destroy();
    windows.clear();
  };
  const open = () => {
    const window = new BrowserWindow({ show: false, webPreferences: PRINT_PREFERENCES });
    windows.add(window);
    const gone = new Promise<never>((_resolve, reject) => {
      window.webContents.once('render-process-gone', (_event, { reason }) =>
        reject(new Error(`the print page's process has ended: ${reason}`)),
      );
    });
    gone.catch(() => {}); // it may end when nobody waits any more
    return { window, gone };
  };
  try {
    return await use(Object.assign(open, { closeAll }));
  } finally {
    closeAll();
  }
}

async function show(window: BrowserWindow, document: Paper): Promise<void> {
  await window.loadURL(PRINT_URL);
  // JSON is a subset of JavaScript's literals, so the packet arrives as data and is never read as a program.
  await window.webContents.executeJavaScript(`window.showPacket(${JSON.stringify(document)})`);
}

const printed = (window: BrowserWindow, { size }: Paper) =>
  new Promise<'printed' | 'cancelled'>((resolve, reject) => {
    window.webContents.print(
      { silent: false, printBackground: true, pageSize: PAGE_SIZES[size] },
      (success, reason) => {
        if (success) resolve('printed');
        else if (/cancel/i.test(reason))
          resolve('cancelled'); // a normal answer
        else reject(new AppError('internal'));
      },
    );
  });
