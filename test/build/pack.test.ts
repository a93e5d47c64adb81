import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packaging } from '../../build/electron-builder.config.ts';

/**
 * Packs a small project with the true configuration, the true package.json and the true native module, but without the
 * Electron runtime: a folder with dummy files stands for it. Shows what an installer would hold, not that it starts.
 */
const root = join(import.meta.dirname, '..', '..');
const fromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { listPackage, extractFile } = fromBuilder('@electron/asar') as typeof import('@electron/asar');

const BUNDLES = [
  'dist/main/main.cjs',
  'dist/preload/preload.cjs',
  'dist/services/worker.cjs',
  'dist/backup/backup-thread.cjs',
  'dist/lab-imports/reading-thread.cjs',
  'dist/renderer/index.html',
  'dist/renderer/print.html',
  'dist/renderer/assets/index-abc.js',
  'dist/renderer/assets/noto.woff2',
];
/** Lies in a checkout, must not lie in an installer. */
const DECOYS = [
  'dist/host/host.mjs',
  'dist/.main.stamp',
  'dist/main/main.cjs.map',
  'dist/renderer/assets/index-abc.js.map',
  'electron/shell/main.ts',
  'electron/host/main.ts',
  'shared/clinical/score.ts',
  'renderer/index.html',
  'test/shell/sender.test.ts',
  'build/build.ts',
  'node_modules/playwright-core/package.json',
  'node_modules/playwright-core/index.js',
  'README.md',
  'package-lock.json',
  '.env',
];

const TARGETS = [
  { name: 'linux-x64', platform: Platform.LINUX, arch: Arch.x64, executable: 'electron', folder: 'linux-unpacked' },
  {
    name: 'linux-arm64',
    platform: Platform.LINUX,
    arch: Arch.arm64,
    executable: 'electron',
    folder: 'linux-arm64-unpacked',
  },
  { name: 'win32-x64', platform: Platform.WINDOWS, arch: Arch.x64, executable: 'electron.exe', folder: 'win-unpacked' },
];

let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'ganqiao-pack-'));
  for (const file of [...BUNDLES, ...DECOYS]) {
    await mkdir(dirname(join(project, file)), { recursive: true });
    await writeFile(join(project, file), file.endsWith('.json') ? '{"name":"x","version":"1.0.0"}' : `/* ${file} */`);
  }
  await cp(join(root, 'package.json'), join(project, 'package.json'));
  for (const module of ['better-sqlite3', 'node-addon-api']) {
    await cp(join(root, 'node_modules', module), join(project, 'node_modules', module), {
      recursive: true,
      filter: source => !source.endsWith(`${sep}sqlite3.c`), // 10 MB that are left out anyway
    });
  }
  await cp(join(root, 'build', 'icons'), join(project, 'build', 'icons'), { recursive: true });
});
afterAll(() => rm(project, { recursive: true }));

/** Files below `folder`, as forward-slashed paths. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
}

describe.each(TARGETS)(
  'the package for $name, made without the runtime',
  ({ name, platform, arch, executable, folder }) => {
    let resources: string;
    let asar: string;
    let packed: string[];

    beforeAll(async () => {
      const runtime = join(project, `runtime-${name}`);
      await mkdir(join(runtime, 'resources'), { recursive: true });
      for (const file of [executable, 'LICENSE']) await writeFile(join(runtime, file), '');
      const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
      const config = structuredClone(packaging); // the builder writes into what it is given
      await build({
        projectDir: project,
        targets: platform.createTarget('dir', arch),
        publish: 'never',
        config: {
          ...config,
          electronVersion: devDependencies.electron,
          electronDist: runtime,
          electronFuses: null, // a dummy executable has none,
          disableAsarIntegrity: true, // nor a place for the hash
          win: { ...config.win, signAndEditExecutable: false },
        },
      });
      resources = join(project, 'release', folder, 'resources');
      asar = join(resources, 'app.asar');
      packed = listPackage(asar, { isPack: false }).map(file => file.replaceAll(sep, '/').slice(1));
    });

    it('holds the bundles', () => {
      expect(packed).toEqual(expect.arrayContaining(BUNDLES));
      expect(packed).toContain('node_modules/better-sqlite3/lib/index.js');
      expect(packed).toContain('node_modules/better-sqlite3/package.json');
    });

    it('holds no host, tests, sources, source maps or tools', () => {
      expect(packed.filter(file => DECOYS.includes(file))).toEqual([]);
      expect(packed.filter(file => /(^|\/)(host|test|src|deps)(\/|$)|\.(map|ts|mjs|c|h|cc)$/.test(file))).toEqual([]);
      const folders = new Set(packed.map(file => file.split('/')[0]));
      expect([...folders].sort()).toEqual(['dist', 'node_modules', 'package.json']);
      const modules = packed.filter(file => /^node_modules\/[^/]+$/.test(file));
      expect(modules).toEqual(['node_modules/better-sqlite3']);
    });

    it('unpacks the native module of its own target and nothing else', async () => {
      const binary = `node_modules/better-sqlite3/prebuilds/${name}.node`;
      expect(packed.filter(file => file.endsWith('.node'))).toEqual([binary]);
      expect(await filesIn(`${asar}.unpacked`)).toEqual([binary]);
      const original = await readFile(join(root, binary));
      expect((await readFile(join(`${asar}.unpacked`, binary))).equals(original)).toBe(true);
    });

    it('starts at the built main and says nothing of how it was made', () => {
      const manifest = JSON.parse(extractFile(asar, 'package.json').toString());
      expect(manifest).toMatchObject({ name: 'ganqiao', main: 'dist/main/main.cjs' });
      expect(manifest.devDependencies).toBeUndefined();
      expect(manifest.scripts).toBeUndefined();
    });
  },
);

describe('packaging', () => {
  it('sets every fuse on the safe side', () => {
    expect(packaging.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('installs per machine, upgrades in place and never deletes data', () => {
    expect(packaging.appId).toBe('cn.ganqiao.workstation');
    expect(packaging.nsis).toMatchObject({
      guid: '847cce27-e29b-4083-86cf-2705d08d7e92',
      oneClick: false,
      perMachine: true,
      deleteAppDataOnUninstall: false,
      installerLanguages: ['zh_CN', 'en_US'],
    });
    expect(packaging.npmRebuild).toBe(false);
    expect(packaging.publish).toBeNull();
  });

  it('makes an installer and a portable program for Windows x64, and deb for Linux x64 and arm64', () => {
    expect(packaging.win.target).toEqual([
      { target: 'nsis', arch: ['x64'] },
      { target: 'portable', arch: ['x64'] },
    ]);
    expect(packaging.linux.target).toEqual([{ target: 'deb', arch: ['x64', 'arm64'] }]);
    expect(packaging.deb.depends).toContain('libc6 (>= 2.34)');
  });
});
