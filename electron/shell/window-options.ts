import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { zhCN } from '../../shared/i18n/zh-CN/zh-cn.ts';

/** Electron's safe defaults, written out so that a change of a default cannot weaken us. */
const SAFE = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  spellcheck: false, // would fetch its dictionaries from outside
} as const satisfies WebPreferences;

export function webPreferences({ preload, development }: { preload: string; development: boolean }) {
  return { ...SAFE, devTools: development, preload } as const satisfies WebPreferences;
}

/** Of the hidden window that lays out paper: no line to main at all. */
export const PRINT_PREFERENCES = { ...SAFE, devTools: false } as const satisfies WebPreferences;

/** What the title bar and the task list may say: the product's name, alone or behind how many people need a hand. */
export const isWindowTitle = (title: string): boolean => title.replace(/^\(\d+\+?\) /, '') === zhCN.shell.title;

/** Fits the 1366×768 of an old ward computer; smaller windows would need sideways scrolling. */
export function windowOptions(where: { preload: string; development: boolean }) {
  return {
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: zhCN.shell.title,
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: webPreferences(where),
  } as const satisfies BrowserWindowConstructorOptions;
}
