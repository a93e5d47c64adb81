import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the operating system wants an application's data: the same place that Electron's `userData` is. */
export function usualDataFolder(
  application = 'GanQiao',
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  const home = homedir();
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), application);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', application);
  return join(env.XDG_CONFIG_HOME ?? join(home, '.config'), application);
}
