import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Browser, LaunchOptions } from 'playwright-core';

/** No Chromium to be had on this machine. The message is one English sentence for the developer or the test's reader. */
export class BrowserAbsent extends Error {
  override name = 'BrowserAbsent';
}

/**
 * Nothing in this program needs the network of the browser, so it gets none but loopback: no updates, no pings, no
 * names looked up. `https://*.invalid` of the shell double is fulfilled before any name is resolved.
 */
const QUIET = [
  '--disable-background-networking',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--dns-prefetch-disable',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--font-render-hinting=none', // the same line breaks on every machine
];

/** Takes a third of a second to load: not before a page is to be made. */
const playwright = async () => (await import('playwright-core')).chromium;

const isRoot = () => process.getuid?.() === 0;

/**
 * Starts a headless Chromium: on Linux x64 the one in the npm package `@sparticuz/chromium`, else the system's Chrome,
 * Chromium or Edge, else Playwright's own. `GANQIAO_CHROMIUM` names another executable.
 * @throws BrowserAbsent where there is none or none starts
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const chromium = await playwright();
  const failures: string[] = [];
  for (const candidate of await candidates()) {
    const launch = { ...candidate, ...options, args: [...(candidate.args ?? []), ...(options.args ?? [])] };
    try {
      return await chromium.launch(launch);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      // A container or a hardened kernel denies user namespaces to ordinary users, and then Chromium cannot build its
      // sandbox at all. Only our own loopback pages are ever opened in this browser.
      if (launch.chromiumSandbox && /No usable sandbox|sandbox/i.test(text)) {
        try {
          return await chromium.launch({ ...launch, chromiumSandbox: false });
        } catch (second) {
          failures.push(firstLine(second));
          continue;
        }
      }
      failures.push(firstLine(error));
    }
  }
  throw new BrowserAbsent(absence(failures));
}

const firstLine = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

const absence = (failures: string[]) =>
  `No Chromium browser could be started on ${process.platform}-${process.arch}: install Google Chrome or Microsoft Edge, ` +
  `or set GANQIAO_CHROMIUM to the path of one${failures.length > 0 ? ` (tried ${failures.length}: ${failures.join(' | ')})` : ''}.`;

async function candidates(): Promise<LaunchOptions[]> {
  // Playwright would switch the sandbox off unasked; only root cannot have one.
  const common: LaunchOptions = { headless: true, args: QUIET, chromiumSandbox: !isRoot() };
  const named = process.env.GANQIAO_CHROMIUM;
  if (named) return [{ ...common, executablePath: named }];
  const found: LaunchOptions[] = [];
  if (process.platform === 'linux' && process.arch === 'x64') {
    const packed = await packedChromium();
    if (packed) found.push({ ...common, ...packed });
  }
  for (const executablePath of systemBrowsers()) {
    if (existsSync(executablePath)) found.push({ ...common, executablePath });
  }
  const own = (await playwright()).executablePath();
  if (own && existsSync(own)) found.push({ ...common, executablePath: own });
  return found;
}

function systemBrowsers(): string[] {
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots
      .filter(root => root !== undefined)
      .flatMap(root => [
        join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ];
  }
  return ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'].map(name =>
    join('/usr/bin', name),
  );
}

/**
 * Unpacks `@sparticuz/chromium` once for each user and version; null where the package is not installed.
 *
 * Its own `executablePath()` unpacks to `<tmp>/chromium` and trusts whatever lies there, another version or half a
 * file. So a child process with a TMPDIR of its own unpacks to a fresh folder, which is then renamed into place whole.
 */
async function packedChromium(): Promise<Pick<LaunchOptions, 'executablePath' | 'env'> | null> {
  const entry = packageEntry();
  if (entry === null) return null;
  const { version } = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const home = join(tmpdir(), `ganqiao-chromium-${userInfo().uid}-${version}`);
  await onceUnderLock(home, () => unpack(entry, home));
  const libraries = join(home, 'al2023', 'lib');
  const env = existsSync(libraries) ? { ...definedEnv(), LD_LIBRARY_PATH: libraries } : undefined;
  return { executablePath: join(home, 'chromium'), ...(env && { env }) };
}

function packageEntry(): string | null {
  try {
    return createRequire(import.meta.url).resolve('@sparticuz/chromium');
  } catch {
    return null;
  }
}

const definedEnv = () =>
  Object.fromEntries(Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined));

async function unpack(entry: string, home: string): Promise<void> {
  const fresh = await mkdtemp(`${home}.`); // mode 0700
  try {
    const url = JSON.stringify(pathToFileURL(entry).href);
    const bin = JSON.stringify(join(dirname(entry), '..', 'bin'));
    const inflate = (names: string[]) =>
      runNode(
        `const { inflate } = await import(${url});
         for (const name of ${JSON.stringify(names)}) await inflate(${bin} + '/' + name);`,
        { ...process.env, TMPDIR: fresh },
      );
    await inflate(['chromium.br', 'swiftshader.tar.br']);
    // libnss3, libnspr4 and libexpat come with the package, for systems that lack them.
    if ((await exitCode(join(fresh, 'chromium'), ['--version'], process.env)) !== 0) await inflate(['al2023.tar.br']);
    await rename(fresh, home);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!(await isOurs(home))) throw error; // else another process was quicker
  }
}

async function runNode(script: string, env: NodeJS.ProcessEnv): Promise<void> {
  const code = await exitCode(process.execPath, ['--input-type=module', '--eval', script], env);
  if (code !== 0) throw new Error(`unpacking @sparticuz/chromium ended with ${code}`);
}

function exitCode(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', code => resolve(code ?? -1));
  });
}

/** True where `home` is a folder that this user made; throws where somebody else made it first. */
async function isOurs(home: string): Promise<boolean> {
  const found = await lstat(home).catch(() => null);
  if (found === null) return false;
  if (!found.isDirectory() || found.uid !== userInfo().uid) {
    throw new BrowserAbsent(`The folder for the unpacked browser, ${home}, belongs to somebody else: remove it.`);
  }
  return true;
}

const LOCK_STALE_MS = 60_000; // unpacking takes 2–3 s on two cores

async function onceUnderLock(home: string, make: () => Promise<void>): Promise<void> {
  const lock = `${home}.lock`;
  while (!(await isOurs(home))) {
    const taken = await mkdir(lock).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
        return false;
      },
    );
    if (taken) {
      try {
        if (!(await isOurs(home))) await make();
      } finally {
        await rmdir(lock).catch(() => {});
      }
      return;
    }
    const age = Date.now() - ((await stat(lock).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > LOCK_STALE_MS) await rmdir(lock).catch(() => {}); // its holder died
    await delay(100);
  }
}
