import { readFileSync, statSync } from 'node:fs';
import type { LabExport } from '../../electron/services/lis/lab-export.ts';
import { readLabExport } from '../../electron/services/lis/read-lab-export.ts';
import { LIMITS, UnreadableExport } from '../../electron/services/lis/unreadable-export.ts';
import { lis } from '../../shared/i18n/en/lis.ts';

/**
 * `lis FILE`: one laboratory export in, its rows and skips out as JSON (cli.md). Exit 0; 2 with one line on stderr where
 * the file cannot be read. That line holds neither the file's name nor its content: both may name a patient.
 */
function readFile(path: string): Uint8Array | undefined {
  try {
    if (statSync(path).size > LIMITS.fileBytes) throw new UnreadableExport('too-large');
    return readFileSync(path);
  } catch (failure) {
    if (failure instanceof UnreadableExport) throw failure;
    return undefined;
  }
}

function readExport(path: string | undefined): { result: LabExport } | { problem: string } {
  if (path === undefined) return { problem: lis.command.usage };
  try {
    const bytes = readFile(path);
    return bytes ? { result: readLabExport(bytes) } : { problem: lis.command.missing };
  } catch (failure) {
    return { problem: failure instanceof UnreadableExport ? lis.unreadable[failure.reason] : lis.command.internal };
  }
}

const answer = readExport(process.argv[2]);
if ('result' in answer) {
  process.stdout.write(`${JSON.stringify(answer.result)}\n`);
} else {
  process.stderr.write(`lis: ${answer.problem}\n`);
  process.exitCode = 2;
}
