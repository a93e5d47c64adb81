import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const PROBE_MS = 10_000;

/**
 * Whether the archive of the Electron runtime for a target lies in the downloads' cache or can be fetched: asked before
 * anything is built, since the builder itself would try for long and then fail with a stack trace.
 */
export async function isElectronArchiveAtHand(version: string, platform: string, arch: string): Promise<boolean> {
  const name = `electron-v${version}-${platform}-${arch}.zip`;
  return isCached(name) || (await canBeFetched(`${mirror()}v${version}/${name}`));
}

const mirror = () => process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/';

/** Where @electron/get keeps what it has fetched. */
function cacheFolder(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === 'win32') {
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'electron', 'Cache');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'electron');
  return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'electron');
}

function isCached(name: string): boolean {
  try {
    return readdirSync(cacheFolder(), { recursive: true }).some(file => String(file).endsWith(name));
  } catch {
    return false; // no cache yet
  }
}

async function canBeFetched(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) })).ok;
  } catch {
    return false;
  }
}
