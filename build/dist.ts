import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { Arch, build, Platform } from 'electron-builder';
import { buildChanged } from './build.ts';
import { isElectronArchiveAtHand } from './electron-archive.ts';
import { packaging } from './electron-builder.config.ts';
import { inRoot, root, say } from './project.ts';

/**
 * `npm run dist -- [--linux | --win] [--dir]`: builds, then makes the installers of one system (by default this
 * machine's) in release/, with their SHA-256. `--dir` makes the unpacked program for x64 only.
 */
const SYSTEMS = {
  linux: { platform: Platform.LINUX, electron: 'linux', archs: ['x64', 'arm64'] },
  win: { platform: Platform.WINDOWS, electron: 'win32', archs: ['x64'] },
} as const;

const { values } = parseArgs({
  options: {
    linux: { type: 'boolean', default: false },
    win: { type: 'boolean', default: false },
    dir: { type: 'boolean', default: false },
  },
});
if (values.linux && values.win) {
  say('Choose one of --linux and --win.');
  process.exit(2);
}
const { platform, electron, archs } =
  SYSTEMS[values.win || (!values.linux && process.platform === 'win32') ? 'win' : 'linux'];

const electronVersion: string = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).devDependencies.electron;
for (const arch of values.dir ? (['x64'] as const) : archs) {
  if (await isElectronArchiveAtHand(electronVersion, electron, arch)) continue;
  say(
    `No installer was made: the Electron ${electronVersion} runtime for ${electron}-${arch} is neither in this machine's cache nor to be fetched (ELECTRON_MIRROR names another source).`,
  );
  process.exit(1);
}

await buildChanged(['renderer', 'worker', 'backup-thread', 'reading-thread', 'main', 'preload']);
try {
  const artifacts = await build({
    projectDir: root,
    targets: values.dir ? platform.createTarget('dir', Arch.x64) : platform.createTarget(),
    publish: 'never',
    config: structuredClone(packaging), // the builder writes into what it is given
  });
  if (!values.dir) writeChecksums(artifacts.filter(file => !file.endsWith('.blockmap')));
} catch (error) {
  say(`No installer was made: ${reasonOf(error)}.`);
  process.exit(1);
}

/** For those who carry the installers by hand: `sha256sum --check SHA256SUMS`. */
function writeChecksums(files: string[]): void {
  const lines = files.map(
    file => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${basename(file)}\n`,
  );
  writeFileSync(inRoot('release', 'SHA256SUMS'), lines.join(''));
  for (const file of files) say(`Made ${file}`);
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const isNetwork = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|status code|Response code/i.test(
    text,
  );
  if (isNetwork) return 'the runtime or a tool that electron-builder needs is neither in its cache nor to be fetched';
  return text.split('\n')[0] ?? text;
}
