import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Place } from './copied-database.ts';
import type { Life, Said } from './county-process.ts';

/** Many short lives of one program: it is compiled once. */
const COMPILE_CACHE = join(tmpdir(), 'ganqiao-faults-compiled');

export interface Lived {
  /** Referrals whose signature was acknowledged before the end. */
  signed: string[];
  /** All that it wrote on its standard outputs. */
  output: string;
}

/**
 * Starts a workstation and kills it (`kill -9`).
 * @param when resolves at the moment to do so; null = it kills itself
 */
export async function liveAndDie(
  place: Place,
  life: Partial<Life> & Pick<Life, 'url'>,
  when: ((running: Promise<void>) => Promise<void>) | null,
): Promise<Lived> {
  const { folder, key } = place;
  const whole: Life = { referrals: 1, diesSigning: false, planted: null, ...life, folder, key: key.toString('hex') };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'county-process.ts'), JSON.stringify(whole)], {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  const lived: Lived = { signed: [], output: '' };
  child.stderr.on('data', (chunk: Buffer) => {
    lived.output += chunk.toString('utf8');
  });
  const running = new Promise<void>(resolve => {
    createInterface({ input: child.stdout }).on('line', line => {
      lived.output += `${line}\n`;
      const said = JSON.parse(line) as Said;
      if ('signed' in said) lived.signed.push(said.signed);
      else resolve();
    });
  });
  const ended = endOf(child);
  if (when) {
    await when(running);
    child.kill('SIGKILL');
  }
  const signal = await ended;
  if (signal !== 'SIGKILL') throw new Error(`it ended by itself: ${lived.output}`);
  return lived;
}

const endOf = (child: ChildProcess) =>
  new Promise<NodeJS.Signals | null>(resolve => {
    child.once('exit', (_, signal) => resolve(signal));
  });
