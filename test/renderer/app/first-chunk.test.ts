import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Static imports of values in one source; `import type` and `import()` do not weigh on the first chunk. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const statements = source.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'"();]*?\sfrom\s+)?['"]([^'"]+)['"]/gm);
  return [...statements].flatMap(([, path]) => path ?? []);
}

/** Our sources and the packages that `entry` needs before anything can be painted. */
function needs(entry: string): { sources: string[]; packages: string[] } {
  const sources = new Set<string>();
  const packages = new Set<string>();
  const walk = (file: string) => {
    if (sources.has(file)) return;
    sources.add(file);
    for (const path of importsOf(file)) {
      if (!path.startsWith('.')) packages.add(path);
      else if (/\.tsx?$/.test(path)) walk(join(dirname(file), path));
    }
  };
  walk(entry);
  return { sources: [...sources].map(file => relative(ROOT, file)), packages: [...packages].sort() };
}

describe('the first chunk', () => {
  const { sources, packages } = needs(join(ROOT, 'renderer', 'app', 'entry.tsx'));

  it('needs no component library, no translator and no schema library to paint the unlock screen', () => {
    expect(packages).toEqual(['@orpc/client', 'react', 'react-dom/client', 'zustand']);
  });

  it('knows nothing of patients, labs or scores', () => {
    expect(sources).toContain('renderer/features/unlock/unlock-page.tsx');
    expect(sources.filter(file => file.startsWith('shared/'))).toEqual(
      expect.arrayContaining(['shared/i18n/zh-CN/unlock.ts', 'shared/i18n/en/unlock.ts']),
    );
    const allowed =
      /^(renderer\/(without-eval\.ts$|app\/|ui\/|features\/unlock\/)|shared\/i18n\/(zh-CN|en)\/(unlock|errors|ui)\.ts$)/;
    expect(sources.filter(file => !allowed.test(file))).toEqual([]);
  });
});
