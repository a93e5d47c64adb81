import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coded, newVaultForm, type TestSite, testSite } from './site-fixture.ts';

const HOLDER = join(import.meta.dirname, 'hold-lock.ts');

let site: TestSite;
beforeEach(() => {
  site = testSite();
  site.vault.release();
});
afterEach(() => site.remove());

const second = () => {
  const other = testSite(site.dataDir);
  const state = other.vault.state();
  return { state, other };
};

describe('a data folder', () => {
  it('belongs to one running program: a second one is told so and changes nothing', async () => {
    site.restart();
    await site.vault.create(newVaultForm());
    const { state, other } = second();
    expect(state).toMatchObject({ is: 'unusable', code: 'already-running' });
    await expect(other.vault.create(newVaultForm())).rejects.toEqual(coded('already-running'));
    site.vault.release();
    expect(other.vault.state()).toEqual({ is: 'locked' });
    other.vault.release();
  });

  it('is not shut by a scrambled lock file', async () => {
    writeFileSync(site.vault.paths.lock, 'x'.repeat(5000));
    site.restart();
    expect(site.vault.state()).toEqual({ is: 'absent' });
    expect(second().state).toMatchObject({ is: 'unusable', code: 'already-running' });
  });

  it('is free again at once when the program that held it was killed', async () => {
    const holder = spawn(process.execPath, [HOLDER, site.dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    const during = second();
    expect(during.state).toMatchObject({ is: 'unusable', code: 'already-running' });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(during.other.vault.state()).toEqual({ is: 'absent' });
    during.other.vault.release();
  });

  it('is free again when the worker thread that held it died', async () => {
    const holder = new Worker(HOLDER, { argv: [site.dataDir], execArgv: [], stdout: true });
    await once(holder.stdout, 'data');
    const during = second();
    expect(during.state).toMatchObject({ is: 'unusable', code: 'already-running' });
    await holder.terminate();
    expect(during.other.vault.state()).toEqual({ is: 'absent' });
    during.other.vault.release();
  });
});
