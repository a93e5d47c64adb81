import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadingRequest } from '../../../electron/services/lab-imports/export-reading.ts';
import { readExport } from '../../../electron/services/lab-imports/read-export.ts';
import { readInThread } from '../../../electron/services/lab-imports/read-in-thread.ts';
import { readLabExport } from '../../../electron/services/lis/read-lab-export.ts';
import { UnreadableExport } from '../../../electron/services/lis/unreadable-export.ts';
import { coded } from '../vault/site-fixture.ts';
import { exportRows } from './long-export.ts';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'lis');
const fixtures = readdirSync(folder)
  .filter(file => !/README|expected|^\./.test(file))
  .map(file => [file, new Uint8Array(readFileSync(join(folder, file)))] as const);
const threadFile = join(import.meta.dirname, '../../../electron/services/lab-imports/reading-thread.ts');

const request = (bytes: Uint8Array, person: Partial<ReadingRequest['person']> = {}): ReadingRequest => ({
  bytes,
  person: {
    names: ['测试甲'],
    formerNames: [],
    sex: 'male',
    birthDate: null,
    estimatedAge: null,
    numbers: ['TEST0001'],
    ...person,
  },
  mapping: null,
  profiles: [],
  today: '2026-11-22',
});
const silent = () => undefined;

describe('reading for one patient', () => {
  it.each(fixtures)('of %s agrees with the command on every row of that patient', (_, bytes) => {
    const all = readLabExport(bytes);
    const { patient } = all.rows[0] ?? {};
    const person = {
      names: [patient?.name ?? ''],
      sex: patient?.sex ?? ('unknown' as const),
      numbers: patient?.mrn ? [patient.mrn] : [],
    };
    const reading = readExport(request(bytes, person), silent);
    const own = all.rows.filter(row => row.patient.name === patient?.name && row.patient.mrn === patient?.mrn);
    const read = reading.rows.flatMap(row => (row.kind === 'row' ? [row.result] : []));
    if (reading.matching.length === 0) expect(person.names[0] === '' || person.sex === 'unknown').toBe(true);
    else expect(read).toEqual(expect.arrayContaining(own));
    expect(reading.matching.reduce((sum, { rows }) => sum + rows, 0) + reading.others.rows).toBe(
      all.rows.length + all.skipped.length,
    );
  });

  it('of damaged fixtures is done or refused by our own code, whatever the mapping', () => {
    const damage = fc.record({
      file: fc.constantFrom(...fixtures.map(([, bytes]) => bytes)),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      drop: fc.nat(40),
      insert: fc.uint8Array({ maxLength: 8 }),
      headerLine: fc.option(fc.integer({ min: 1, max: 12 })),
    });
    fc.assert(
      fc.property(damage, ({ file, at, drop, insert, headerLine }) => {
        const from = Math.floor(at * file.length);
        const bytes = new Uint8Array([...file.subarray(0, from), ...insert, ...file.subarray(from + drop)]);
        const mapping = { headerLine, columns: [{ header: '结果', field: 'result' as const }], units: [] };
        try {
          readExport({ ...request(bytes), mapping }, silent);
        } catch (failure) {
          if (!(failure instanceof UnreadableExport)) throw failure;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the thread that reads', () => {
  const shared = (bytes: Uint8Array): Uint8Array => {
    const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
    copy.set(bytes);
    return copy;
  };
  const long = shared(new TextEncoder().encode(exportRows(20_000)));

  it('reads 20,000 rows and reports on the way, from memory that it shares', async () => {
    const shares: number[] = [];
    const run = readInThread(threadFile);
    const person = { names: ['示例7'], numbers: ['T100007'], sex: 'male' as const };
    const reading = await run(request(long, person), share => shares.push(share), new AbortController().signal);
    expect(reading.rows).toHaveLength(25);
    expect(reading.others).toEqual({ patients: 799, rows: 19_975 });
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  }, 60_000);

  it('stops at once when it is cancelled', async () => {
    const ending = new AbortController();
    let told = 0;
    const running = readInThread(threadFile)(
      request(long),
      () => {
        told += 1;
        ending.abort();
      },
      ending.signal,
    );
    await expect(running).rejects.toMatchObject(coded('import-cancelled'));
    const then = told;
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(told).toBe(then);
  }, 60_000);

  it('that runs out of memory refuses the file and harms nobody else', async () => {
    const run = readInThread(threadFile, 20);
    await expect(run(request(long), silent, new AbortController().signal)).rejects.toMatchObject(
      coded('export-unreadable', { fields: ['too-large'] }),
    );
  }, 60_000);
});
