import { BrowserWindow } from 'electron';
import { AppError } from '../../shared/contract/errors.ts';
import type { Paper } from '../../shared/referral/test-page.ts';
import type { Platform } from '../services/platform.ts';
import { PRINT_URL } from './address.ts';
import { PRINT_PREFERENCES } from './window-options.ts';

/**
 * An old computer with a full packet is slow; but Chromium has hung here for ever
 * (https://github.com/electron/electron/issues/29403).
 */
const LIMIT_MS = 60_000;

/** Continuous forms are no size that Chromium knows by name: microns. */
const PAGE_SIZES = { A4: 'A4', A5: 'A5', 'dot-matrix': { width: 241_000, height: 140_000 } } as const;

/** Paper: the print page in a hidden window of its own, which lives for one document. */
export const platform: Platform = {
  renderPdf: document =>
    withPacket(document, window =>
      // Without preferCSSPageSize the page is Letter. No header and footer of Chromium: the page draws its own.
      inTime(
        window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true }),
      ),
    ),
  print: document =>
    withPacket(
      document,
      window =>
        new Promise((resolve, reject) => {
          window.webContents.print(
            { silent: false, printBackground: true, pageSize: PAGE_SIZES[document.size] },
            (success, reason) => {
              if (success) resolve('printed');
              else if (/cancel/i.test(reason))
                resolve('cancelled'); // a normal answer
              else reject(new AppError('internal'));
            },
          );
        }),
    ),
};

async function withPacket<T>(document: Paper, use: (window: BrowserWindow) => Promise<T>): Promise<T> {
  const window = new BrowserWindow({ show: false, webPreferences: PRINT_PREFERENCES });
  try {
    await inTime(show(window, document));
    return await use(window);
  } finally {
    window.destroy();
  }
}

async function show(window: BrowserWindow, document: Paper): Promise<void> {
  await window.loadURL(PRINT_URL);
  // JSON is a subset of JavaScript's literals, so the packet arrives as data and is never read as a program.
  await window.webContents.executeJavaScript(`window.showPacket(${JSON.stringify(document)})`);
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError('pdf-failed')), LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
