import { describe, expect, it } from 'vitest';
import {
  isWindowTitle,
  PRINT_PREFERENCES,
  webPreferences,
  windowOptions,
} from '../../electron/shell/window-options.ts';

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
  spellcheck: false,
};

describe('the window title', () => {
  it('is the product, alone or behind a count, and never anything else that a page says', () => {
    for (const title of ['肝桥 GanQiao', '(3) 肝桥 GanQiao', '(120+) 肝桥 GanQiao'])
      expect([title, isWindowTitle(title)]).toEqual([title, true]);
    for (const title of ['张三', '(3) 张三', '(张三) 肝桥 GanQiao', '肝桥 GanQiao 张三', '(3) (4) 肝桥 GanQiao', ''])
      expect([title, isWindowTitle(title)]).toEqual([title, false]);
  });
});

describe('window options', () => {
  it('isolate and sandbox the clinician’s window, with every safe default written out', () => {
    expect(webPreferences({ preload: '/p.cjs', development: false })).toEqual({
      ...SAFE,
      devTools: false,
      preload: '/p.cjs',
    });
  });

  it('open developer tools in a checkout only', () => {
    expect(webPreferences({ preload: '/p.cjs', development: true }).devTools).toBe(true);
  });

  it('give the hidden print window no preload', () => {
    expect(PRINT_PREFERENCES).toEqual({ ...SAFE, devTools: false });
  });

  it('fit a 1366×768 screen and stay hidden until there is something to show', () => {
    const options = windowOptions({ preload: '/p.cjs', development: false });
    expect(options).toMatchObject({ width: 1366, height: 768, show: false });
    expect(options.webPreferences).toEqual(webPreferences({ preload: '/p.cjs', development: false }));
  });
});
