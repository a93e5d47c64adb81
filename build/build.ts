import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { inRoot, say } from './project.ts';

/** The bundles of dist/, each with the folders it is made of. */
const BUNDLES = {
  renderer: ['renderer', 'shared', 'build/vite'],
  worker: ['electron', 'shared', 'build/vite'],
  'backup-thread': ['electron', 'shared', 'build/vite'],
  'reading-thread': ['electron', 'shared', 'build/vite'],
  host: ['electron', 'shared', 'build/vite'],
  main: ['electron', 'shared', 'build/vite'],
  preload: ['electron', 'build/vite'],
} as const;

type Bundle = keyof typeof BUNDLES;

const stampOf = (bundle: Bundle) => inRoot('dist', `.${bundle}.stamp`);

/** Changes with every source file's content that `bundle` is made of, and with the lockfile. */
function fingerprint(bundle: Bundle): string {
  const hash = createHash('sha256').update(readFileSync(inRoot('package-lock.json')));
  const add = (path: string) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(path).update(readFileSync(path));
  };
  for (const folder of BUNDLES[bundle]) add(inRoot(folder));
  return hash.digest('hex');
}

/** Builds those bundles whose sources have changed since; returns their names. */
export async function buildChanged(bundles: readonly Bundle[] = Object.keys(BUNDLES) as Bundle[]): Promise<Bundle[]> {
  const built: Bundle[] = [];
  for (const bundle of bundles) {
    const now = fingerprint(bundle);
    if (existsSync(stampOf(bundle)) && readFileSync(stampOf(bundle), 'utf8') === now) continue;
    say(`Building ${bundle} …`);
    const { default: config } = (await import(`./vite/${bundle}.config.ts`)) as { default: InlineConfig };
    await build({ ...config }); // Vite writes its resolved environments, with this outDir, into the object it is given
    mkdirSync(inRoot('dist'), { recursive: true });
    writeFileSync(stampOf(bundle), now);
    built.push(bundle);
  }
  return built;
}

if (import.meta.main) await buildChanged();
