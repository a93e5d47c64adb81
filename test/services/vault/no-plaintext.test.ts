import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, openConnection } from '../../../electron/services/database/connection.ts';
import { inThread } from '../backup/backup-fixture.ts';
import { newVaultForm, type TestSite, testSite } from './site-fixture.ts';

/** Stands for a patient's name. */
const NAME = 'OUYANG-PLANTED-IN-CLEAR';
const ROWS = 4000; // about 4 MB: far more than the sorter holds below

let site: TestSite;
let connection: Connection;
beforeEach(async () => {
  site = testSite();
  const opened = await site.vault.create(newVaultForm());
  connection = openConnection(opened.file, opened.lendKey());
  connection.pragma('cache_size=-256'); // a sort has to spill
  const insert = connection.prepare(`INSERT INTO draft VALUES ('u', ?, ?, '')`);
  connection.transaction(() => {
    for (let nth = 0; nth < ROWS; nth++) insert.run(`k${nth}`, `${(nth * 7919) % ROWS} ${NAME} ${'x'.repeat(1000)}`);
  })();
});
afterEach(() => {
  connection.close();
  site.remove();
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

/** Files that this process holds open, those already deleted too: SQLite deletes a temporary file as it opens it. */
function openFiles(): string[] {
  const folder = '/proc/self/fd';
  if (!existsSync(folder)) return []; // not Linux: the named files must do
  return readdirSync(folder)
    .map(name => join(folder, name))
    .filter(path => {
      try {
        return !/^(?:\/dev|\/proc|[a-z]+:)/.test(readlinkSync(path)) && statSync(path).isFile();
      } catch {
        return false; // closed meanwhile
      }
    });
}

/** Where the name can be read: in the data folder, in SQLite's temporary files, in any file held open. */
function whereNameIsClear(): string[] {
  const temporary = [...new Set([tmpdir(), '/var/tmp', process.env.TMPDIR ?? tmpdir()])]
    .filter(folder => existsSync(folder))
    .flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
    .filter(path => /etilqs_|\.db|sqlite/.test(path) && statSync(path).isFile());
  const holdsName = (path: string) => {
    try {
      return readFileSync(path).includes(NAME);
    } catch {
      return false;
    }
  };
  return [...filesBelow(site.dataDir), ...temporary, ...openFiles()].filter(holdsName);
}

/** Looks in the midst of a sort of all rows, when everything that will be spilled has been. */
function lookDuringSort(): string[] {
  const sorted = connection.prepare('SELECT body_json FROM draft ORDER BY body_json DESC').iterate();
  sorted.next();
  const found = whereNameIsClear();
  sorted.return?.();
  return found;
}

describe('a name in the vault', () => {
  it('is in clear nowhere on disk, neither during nor after a sort larger than memory allows', () => {
    expect(lookDuringSort()).toEqual([]);
    expect(whereNameIsClear()).toEqual([]);
  });

  it('is in clear nowhere while an index is built, a transaction is open, or a backup is made', async () => {
    connection.exec('BEGIN');
    connection.exec(`UPDATE draft SET body_json = body_json || ' again'`);
    connection.exec('CREATE INDEX draft_by_body ON draft(body_json)');
    expect(whereNameIsClear()).toEqual([]);
    connection.exec('COMMIT');
    const { file, lendKey, vaultId, keyringFile } = site.vault.opened();
    const folder = site.vault.paths.backups;
    const plan = { folder, vaultId, kind: 'request', at: site.clock.now(), keyringFile } as const;
    let done = false;
    const copying = inThread({ plan, source: file, key: lendKey() }).finally(() => {
      done = true;
    });
    while (!done) {
      expect(whereNameIsClear()).toEqual([]);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    await copying;
    expect(readdirSync(folder)).toHaveLength(1);
    expect(whereNameIsClear()).toEqual([]);
  });

  // Elsewhere a temporary file is held so that nobody else can read it.
  if (process.platform === 'linux')
    it('would be found by this search, were temporary files allowed', () => {
      connection.pragma('temp_store=FILE');
      expect(lookDuringSort()).not.toEqual([]);
    });
});
