import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import { EXPORT_FILE_BYTES } from '../../../shared/contract/lab-import-limits.ts';
import type { InboxFile } from '../../../shared/contract/lab-imports.ts';
import { type Actor, PROGRAM } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { putSetting, readSetting } from '../vault/setting.ts';

const LOOK_EVERY_MS = 15_000;
const FILES_LOOKED_AT = 500; // the last by name, which mostly begins with a date; a folder with more is an archive

export interface LabInboxDependencies extends ServiceDependencies {
  /** Nothing of the vault is ever read as an export. */
  vaultFolder: string;
  importsOf: (sha256: string) => number;
  onChange: () => void;
}

/** A file as it stood at the last look; a hash only once two looks agreed. */
interface SeenFile {
  readonly size: number;
  readonly modifiedMs: number;
  readonly sha256: string | null;
  readonly problem: InboxFile['problem'];
  readonly seenAt: string;
}

type FolderProblem = 'folder-missing' | 'folder-unreadable' | null;

/**
 * A folder into which the laboratory system exports. It is looked at every so often rather than watched: change events
 * of shared folders get lost. A file counts when its size and time are the same at two looks. Files are offered and
 * nothing more; what was dismissed is known by its content.
 */
export function createLabInbox({ read, write, clock, vaultFolder, importsOf, onChange }: LabInboxDependencies) {
  let seen = new Map<string, SeenFile>();
  let lookedAt: string | null = null;
  let problem: FolderProblem = null;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> = Promise.resolve();

  const folder = () => readSetting(read, 'lab-inbox')?.folder ?? null;
  const remembered = (sha256: string) =>
    read.first(read.query.selectFrom('lab_inbox_file').selectAll().where('sha256', '=', sha256));

  function remember(sha256: string, name: string, size: number): void {
    if (remembered(sha256)) return;
    const row = { sha256, name, size, seen_at: clock.now(), state: 'waiting' as const };
    write(PROGRAM, { action: 'labInbox.seen', subject: null, reason: null }, tx => {
      tx.bookkeeping.put('lab_inbox_file', row);
      tx.announce({ type: 'lab-inbox.changed' });
    });
  }

  async function lookAtFile(path: string, name: string, before: SeenFile | undefined): Promise<SeenFile | null> {
    const seenAt = before?.seenAt ?? clock.now();
    try {
      const { size, mtimeMs } = await stat(path);
      const now = { size, modifiedMs: mtimeMs, seenAt };
      const isSettled = before?.size === size && before.modifiedMs === mtimeMs;
      if (isSettled && (before.sha256 !== null || before.problem !== null)) return before;
      if (size > EXPORT_FILE_BYTES) return { ...now, sha256: null, problem: 'too-large' };
      if (!isSettled || size === 0) return { ...now, sha256: null, problem: null };
      const sha256 = hashOf(await readFile(path));
      remember(sha256, name, size);
      return { ...now, sha256, problem: null };
    } catch (failure) {
      if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return null; // gone meanwhile
      return { size: 0, modifiedMs: 0, seenAt, sha256: null, problem: 'file-unreadable' };
    }
  }

  /** Never rejects: `status` and `list` tell what went wrong. */
  async function look(): Promise<void> {
    const where = folder();
    if (where === null) return;
    const before = { problem, files: signature(seen) };
    try {
      const names = (await readdir(where, { withFileTypes: true }))
        .filter(entry => entry.isFile() && !/^[.~]|\.(tmp|part|crdownload)$/i.test(entry.name))
        .map(({ name }) => name)
        .sort()
        .slice(-FILES_LOOKED_AT);
      const next = new Map<string, SeenFile>();
      for (const name of names) {
        const file = await lookAtFile(join(where, name), name, seen.get(name));
        if (file) next.set(name, file);
      }
      seen = next;
      problem = null;
    } catch (failure) {
      seen = new Map();
      problem =
        failure instanceof Error && 'code' in failure && failure.code === 'ENOENT'
          ? 'folder-missing'
          : 'folder-unreadable';
    }
    lookedAt = clock.now();
    if (before.problem !== problem || before.files !== signature(seen)) onChange();
  }

  const lookNow = (): Promise<void> => {
    underWay = underWay.then(look, look);
    return underWay;
  };

  return {
    look: lookNow,
    status: () => ({ folder: folder(), lookedAt, problem }),
    setFolder(actor: Actor, input: { folder: string | null }): Record<never, never> {
      const chosen = input.folder === null ? null : resolve(input.folder);
      if (chosen !== null && input.folder !== null) assertOutside(input.folder, chosen, vaultFolder);
      write(actor, { action: 'labInbox.setFolder', subject: null, reason: null }, tx => {
        putSetting(tx, 'lab-inbox', { folder: chosen });
        tx.announce({ type: 'lab-inbox.changed' });
      });
      seen = new Map();
      [lookedAt, problem] = [null, null];
      void lookNow();
      return {};
    },
    list: (): InboxFile[] =>
      [...seen]
        .flatMap(([name, file]): InboxFile[] => {
          const { sha256, size, seenAt } = file;
          if (sha256 === null && file.problem === null) return [];
          if (sha256 !== null && remembered(sha256)?.state === 'dismissed') return [];
          return [
            { sha256, problem: file.problem, name, size, seenAt, imports: sha256 === null ? 0 : importsOf(sha256) },
          ];
        })
        .sort((a, b) => Date.parse(b.seenAt) - Date.parse(a.seenAt)),
    dismiss(actor: Actor, { sha256 }: { sha256: string }): Record<never, never> {
      const file = remembered(sha256);
      if (!file) throw new AppError('not-found');
      write(actor, { action: 'labInbox.dismiss', subject: null, reason: `sha256:${sha256}` }, tx => {
        tx.bookkeeping.put('lab_inbox_file', { ...file, state: 'dismissed' });
        tx.note();
        tx.announce({ type: 'lab-inbox.changed' });
      });
      return {};
    },
    /** @throws AppError not-found where the file is gone or no longer the same */
    async bytesOf(sha256: string): Promise<{ name: string; bytes: Uint8Array }> {
      const where = folder();
      const name = [...seen].find(([, file]) => file.sha256 === sha256)?.[0];
      if (where === null || name === undefined) throw new AppError('not-found');
      const bytes = await readFile(join(where, name)).catch((cause: unknown) => {
        throw new AppError('not-found', undefined, { cause });
      });
      if (hashOf(bytes) !== sha256) throw new AppError('not-found');
      return { name, bytes };
    },
    start(): void {
      timer ??= setInterval(() => void lookNow(), LOOK_EVERY_MS).unref();
      void lookNow();
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer);
      timer = null;
      await underWay;
    },
  };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const signature = (seen: ReadonlyMap<string, SeenFile>): string =>
  JSON.stringify([...seen].map(([name, { sha256, problem }]) => [name, sha256, problem]));

/** @throws AppError invalid-input naming `folder` */
function assertOutside(given: string, chosen: string, vaultFolder: string): void {
  const fromVault = relative(vaultFolder, chosen);
  const isInVault = !fromVault.startsWith('..') && !isAbsolute(fromVault);
  if (!isAbsolute(given) || isInVault) throw new AppError('invalid-input', { fields: ['folder'] });
}
