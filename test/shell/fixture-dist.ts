import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import main from '../../build/vite/main.config.ts';
import preload from '../../build/vite/preload.config.ts';

const fixture = join(import.meta.dirname, 'fixture');

/**
 * Builds the true main and preload bundles into a fresh folder, beside a fixture page and fixture services, so that
 * these tests hang on the shell alone.
 */
export async function buildFixtureDist(): Promise<string> {
  const dist = await mkdtemp(join(tmpdir(), 'ganqiao-shell-'));
  await buildInto(main, join(dist, 'main'));
  await buildInto(preload, join(dist, 'preload'));
  for (const folder of ['renderer', 'services']) await mkdir(join(dist, folder));
  for (const file of ['index.html', 'page.js', 'print.html', 'print.js']) {
    await cp(join(fixture, file), join(dist, 'renderer', file));
  }
  await cp(join(fixture, 'worker.cjs'), join(dist, 'services', 'worker.cjs'));
  return dist;
}

const buildInto = (config: InlineConfig, outDir: string) =>
  build({ ...config, build: { ...config.build, outDir, emptyOutDir: true } });
