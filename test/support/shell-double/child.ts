/**
 * The double's main process: makes `electron` mean the test double (which is not Electron), then runs the built main
 * bundle. Started by start.ts with the settings as its argument.
 */
import { createRequire, registerHooks } from 'node:module';
import { start } from './electron.ts';
import { settings } from './line.ts';

const double = new URL('electron-module.cjs', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: double, format: 'commonjs', shortCircuit: true } : next(specifier, context),
});
process.argv = [process.execPath, ...settings.argv];
createRequire(import.meta.url)(settings.main);
start();
