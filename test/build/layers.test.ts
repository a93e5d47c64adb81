import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const rules: { forbidden: IForbiddenRuleType[]; options: ICruiseOptions } = createRequire(import.meta.url)(
  '../../.dependency-cruiser.cjs',
);
let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Names of the rules that a small tree with these files breaks. */
async function breaches(files: Record<string, string>): Promise<string[]> {
  folder = mkdtempSync(join(tmpdir(), 'ganqiao-layers-'));
  cpSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { output } = await cruise(
    ['.'],
    { ...rules.options, baseDir: folder, ruleSet: { forbidden: rules.forbidden }, validate: true },
    undefined,
    { tsConfig: extractTSConfig(join(folder, 'tsconfig.json')) },
  );
  const { summary, modules } = output as ICruiseResult;
  expect(modules.length).toBeGreaterThan(1); // a TypeScript that the tool cannot read passes with nothing cruised
  return [...new Set(summary.violations.map(({ rule }) => rule.name))];
}

const target = 'export const x = 1;\nexport type X = 1;\n';

describe('the layer check', () => {
  it.each([
    ['shared-stands-alone', 'shared/a.ts', 'electron/services/b.ts'],
    ['renderer-imports-shared-only', 'renderer/a.tsx', 'electron/services/b.ts'],
    ['services-import-shared-only', 'electron/services/a.ts', 'renderer/b.tsx'],
    ['hosts-only-start-the-services', 'electron/host/a.ts', 'electron/services/vault/b.ts'],
    ['shell-and-host-are-strangers', 'electron/host/a.ts', 'electron/shell/b.ts'],
    ['product-without-tests', 'electron/services/a.ts', 'test/support/b.ts'],
  ])('finds a breach of %s, by value and by type', async (rule, from, to) => {
    const path = join('..', '..', '..', to).split('\\').join('/');
    const up = '../'.repeat(from.split('/').length - 1);
    const specifier = path.replace(/^(\.\.\/)+/, up);
    expect(
      await breaches({ [from]: `import { x } from '${specifier}';\nexport const y = x;\n`, [to]: target }),
    ).toContain(rule);
    rmSync(folder, { recursive: true, force: true });
    const typed = `import type { X } from '${specifier}';\nexport const y: X = 1;\n`;
    expect(await breaches({ [from]: typed, [to]: target })).toContain(rule);
  });

  it('finds electron imported outside the shell, and a database opened outside its folder', async () => {
    const files = {
      'electron/services/a.ts': `import { app } from 'electron';\nexport const y = app;\n`,
      'electron/services/vault/b.ts': `import SQLite from 'better-sqlite3';\nexport const y = SQLite;\n`,
    };
    expect(await breaches(files)).toEqual(
      expect.arrayContaining(['only-the-shell-imports-electron', 'one-door-to-the-database']),
    );
  });

  it.each(['import', 'import type'])('finds a circle closed by %s', async word => {
    const files = {
      'shared/a.ts': `import { b } from './b.ts';\nexport const a = () => b;\nexport type A = 1;\n`,
      'shared/b.ts': `${word} { ${word === 'import' ? 'a' : 'A'} } from './a.ts';\nexport const b = 1;\n`,
    };
    expect(await breaches(files)).toContain('no-circles');
  });

  it('passes a tree that keeps to the layers', async () => {
    const files = {
      'shared/a.ts': target,
      'electron/services/b.ts': `import { x } from '../../shared/a.ts';\nexport const y = x;\n`,
    };
    expect(await breaches(files)).toEqual([]);
  });
});
