import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLabInbox } from '../../../electron/services/lab-imports/lab-inbox-service.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { coded } from '../vault/site-fixture.ts';

const ACTOR = { id: 'a', name: '管理员' };
let site: OpenStore;
let folder: string;
let changes: number;

beforeEach(() => {
  site = openStore();
  folder = mkdtempSync(join(tmpdir(), 'ganqiao-inbox-'));
  changes = 0;
});
afterEach(() => {
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = () =>
  createLabInbox({
    ...site,
    vaultFolder: site.folder,
    importsOf: () => 0,
    onChange: () => {
      changes += 1;
    },
  });

async function watching() {
  const inbox = open();
  inbox.setFolder(ACTOR, { folder });
  await inbox.look();
  return inbox;
}

describe('the watched folder', () => {
  it('offers a file once it has stopped growing, and says so once', async () => {
    const inbox = await watching();
    writeFileSync(join(folder, 'a.csv'), 'half');
    await inbox.look();
    expect(inbox.list()).toEqual([]);
    writeFileSync(join(folder, 'a.csv'), 'half and whole');
    await inbox.look();
    expect(inbox.list()).toEqual([]);
    changes = 0;
    await inbox.look();
    expect(inbox.list()).toMatchObject([{ name: 'a.csv', size: 14, problem: null, imports: 0 }]);
    expect(changes).toBe(1);
    await inbox.look();
    expect(changes).toBe(1);
    const { bytes } = await inbox.bytesOf(inbox.list()[0]?.sha256 ?? '');
    expect(Buffer.from(bytes).toString()).toBe('half and whole');
  });

  it('knows a dismissed file by its content, under any name, after a restart too', async () => {
    const inbox = await watching();
    writeFileSync(join(folder, 'a.csv'), 'same');
    await inbox.look();
    await inbox.look();
    inbox.dismiss(ACTOR, { sha256: inbox.list()[0]?.sha256 ?? '' });
    expect(inbox.list()).toEqual([]);
    writeFileSync(join(folder, 'b.csv'), 'same');
    const restarted = open();
    await restarted.look();
    await restarted.look();
    expect(restarted.list()).toEqual([]);
  });

  it('does not hand out a file that has changed since', async () => {
    const inbox = await watching();
    writeFileSync(join(folder, 'a.csv'), 'before');
    await inbox.look();
    await inbox.look();
    const sha256 = inbox.list()[0]?.sha256 ?? '';
    writeFileSync(join(folder, 'a.csv'), 'behind');
    await expect(inbox.bytesOf(sha256)).rejects.toMatchObject(coded('not-found'));
  });

  it('leaves half-written and hidden files alone, and changes nothing in the folder', async () => {
    const inbox = await watching();
    for (const name of ['.hidden', '~$open.xlsx', 'x.tmp', 'y.part']) writeFileSync(join(folder, name), 'x');
    await inbox.look();
    await inbox.look();
    expect(inbox.list()).toEqual([]);
    expect(readFileSync(join(folder, 'x.tmp'), 'utf8')).toBe('x');
  });

  it('names a folder that is gone, and goes on when it is back', async () => {
    const inbox = await watching();
    rmSync(folder, { recursive: true });
    await inbox.look();
    expect(inbox.status()).toMatchObject({ folder, problem: 'folder-missing' });
    expect(inbox.list()).toEqual([]);
  });

  it('is never the vault’s own folder, and no folder at all unless one is set', async () => {
    const inbox = open();
    await inbox.look();
    expect(inbox.status()).toEqual({ folder: null, lookedAt: null, problem: null });
    for (const wrong of [site.folder, join(site.folder, 'backups'), 'relative/path'])
      expect(() => inbox.setFolder(ACTOR, { folder: wrong })).toThrow(coded('invalid-input', { fields: ['folder'] }));
  });
});
