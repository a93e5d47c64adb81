import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labEntry } from '../../support/sample-case.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { coded } from '../vault/site-fixture.ts';
import { commit, effects, newEpisode, PERSON, previewOf, readAll, send } from './import-site.ts';

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Imports-1' });
});
afterAll(() => transport.close());

const fixture = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/lis', name)));

const AUDITOR = { login: 'auditor', password: 'Imports-2' };

const HEADER = '姓名,性别,年龄,住院号,项目名称,结果,单位,参考范围,采集时间,审核时间';
const table = (...rows: string[]): string => [HEADER, ...rows].join('\r\n');
const tbil = (value: string, audited = '2026-11-21 10:00') =>
  `测试甲,男,46,TEST0001,总胆红素,${value},umol/L,≤26.0,2026-11-21 09:05,${audited}`;
const alt = '测试甲,男,46,TEST0001,ALT,88,U/L,9-50,2026-11-21 09:05,2026-11-21 10:00';

const at = ({ id, version }: { id: string; version: number }) => ({ id, version });
const stored = (episodeId: string) => client.labs.list({ episodeId });
const standing = async (episodeId: string) => (await stored(episodeId)).filter(({ voidedAt }) => voidedAt === null);

describe('a preview', () => {
  it('tells kind, encoding, header and first lines, and stores nothing', async () => {
    const { episode } = await newEpisode(client);
    const { preview } = await previewOf(client, episode.id, fixture('02-query-gb18030.csv'));
    expect(preview).toMatchObject({ format: 'csv', encoding: 'gb18030', problem: expect.anything() });
    const own = await previewOf(client, episode.id, fixture('01-query-utf8bom.csv'));
    expect(own.preview).toMatchObject({ format: 'csv', encoding: 'utf-8', problem: null, header: { line: 1 } });
    expect(own.preview.sample[0]?.cells.slice(0, 4)).toEqual(['姓名', '性别', '年龄', '住院号']);
    expect(own.preview.header?.columns.find(({ text }) => text === '英文缩写')?.field).toBe('code');
    expect(await stored(episode.id)).toEqual([]);
    expect(await client.labImports.list({ episodeId: episode.id })).toEqual([]);
  });

  it('offers only the rows of the open patient and counts the others', async () => {
    const { episode } = await newEpisode(client);
    const other = '测试乙,女,61,TEST0002,总胆红素,15,umol/L,,2026-11-21 09:05,';
    const { preview } = await previewOf(client, episode.id, table(tbil('320.5'), other, alt, other));
    expect(preview.rows.map(({ code }) => code)).toEqual(['TBIL', 'ALT']);
    expect(preview.others).toEqual({ patients: 1, rows: 2 });
    expect(JSON.stringify(preview.rows)).not.toContain('测试乙');
  });

  it.each([
    ['another name and number', { name: '测试丁', hospitalNumbers: { inpatient: 'X9', outpatient: '', record: '' } }],
    ['an age two years off', { estimatedAge: { years: 48, on: '2026-11-22' } }],
    [
      'another sex and number',
      { sex: 'female' as const, hospitalNumbers: { inpatient: 'X9', outpatient: '', record: '' } },
    ],
  ])('stops at %s and says what differs', async (_, person) => {
    const { episode } = await newEpisode(client, person);
    const read = await previewOf(client, episode.id, table(tbil('320.5')));
    expect(read.preview).toMatchObject({ problem: 'wrong-patient', rows: [] });
    expect(Object.values(read.preview.patients[0] ?? {})).toContain('differs');
    await expect(
      client.labImports.commit({ id: read.id, laboratory: '', rows: [{ row: 0, effect: 'new', confirmed: true }] }),
    ).rejects.toMatchObject(coded('wrong-patient'));
    expect(await stored(episode.id)).toEqual([]);
  });

  it.each([
    ['another number', { hospitalNumbers: { inpatient: 'X9', outpatient: '', record: '' } }],
    ['another name', { name: '测试甲乙' }],
    ['an age one year off', { estimatedAge: { years: 45, on: '2026-11-22' } }],
  ])('goes on with %s, where two of three agree', async (_, person) => {
    const { episode } = await newEpisode(client, person);
    expect((await previewOf(client, episode.id, table(tbil('320.5')))).preview.problem).toBeNull();
  });

  it('knows the name and the number of a record that was merged into the open one', async () => {
    const hospitalNumbers = { inpatient: 'M7', outpatient: '', record: '' };
    const { patient, episode } = await newEpisode(client, { name: '测试丙', hospitalNumbers });
    const other = await newEpisode(client, { sex: 'unknown' });
    const file = table(tbil('320.5').replace('男', ''));
    expect((await previewOf(client, episode.id, file)).preview.problem).toBe('wrong-patient');
    const read = await previewOf(client, other.episode.id, file);
    await client.identity.merge({ survivor: at(patient), merged: at(other.patient), take: [], reason: '同一人' });
    expect((await previewOf(client, episode.id, file)).preview.problem).toBeNull();
    await expect(commit(client, read)).rejects.toMatchObject(coded('stale-version'));
  });

  it('takes an earlier name only beside the number', async () => {
    const { patient, episode } = await newEpisode(client);
    await client.patients.update({ ...at(patient), fields: { ...PERSON, name: '测试丁' }, reason: '更名' });
    expect((await previewOf(client, episode.id, table(tbil('320.5').replace('男', '')))).preview.problem).toBeNull();
    const unnumbered = table(tbil('320.5').replace('TEST0001', ''));
    expect((await previewOf(client, episode.id, unnumbered)).preview.problem).toBe('wrong-patient');
  });

  it('stops where the file does not say whose results these are', async () => {
    const { episode } = await newEpisode(client);
    const { preview } = await previewOf(client, episode.id, '项目名称,结果,单位,采集时间\nALT,88,U/L,2026-11-21 09:05');
    expect(preview).toMatchObject({ problem: 'no-patient', rows: [] });
  });

  it('names what becomes of each row', async () => {
    const { episode } = await newEpisode(client);
    await client.labs.record({
      episodeId: episode.id,
      sampledAt: '2026-11-21T01:05:00Z',
      timeSource: 'collected',
      laboratory: '',
      entries: [
        { code: 'TBIL', value: '320.5', unit: 'umol/L', comparator: null, text: null, missing: null, confirmed: true },
        { code: 'ALT', value: '80', unit: 'U/L', comparator: null, text: null, missing: null, confirmed: true },
        { code: 'NA', value: null, unit: 'mmol/L', comparator: null, text: null, missing: 'pending', confirmed: true },
      ],
    });
    const future = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 10);
    const row = (item: string, result: string, unit: string, at = '2026-11-21 09:05') =>
      `测试甲,男,46,TEST0001,${item},${result},${unit},,${at},`;
    const { preview } = await previewOf(
      client,
      episode.id,
      table(
        tbil('320.5'),
        alt,
        row('钠', '131', 'mmol/L'),
        row('钾', '4.1', 'mmol/L'),
        row('钾', '4.1', 'mmol/L', future),
        row('糖化血红蛋白', '5', '%'),
        row('肌酐', '3000', 'umol/L'),
      ),
    );
    expect(preview.rows.map(({ effect }) => effect)).toEqual([
      'same',
      'differs',
      'correction',
      'new',
      'future',
      'skipped',
      'new',
    ]);
    expect(preview.rows[1]?.stored?.enteredValue).toBe('80');
    expect(preview.rows[5]).toMatchObject({ reason: 'unknown-item', item: '糖化血红蛋白' });
    expect(preview.rows.map(({ isOutside }) => isOutside).at(-1)).toBe(true);
  });
});

describe('an import', () => {
  it('stores one batch with range, flag, laboratory and the file’s hash in the audit, and assesses the episode', async () => {
    const { episode } = await newEpisode(client);
    const read = await previewOf(client, episode.id, fixture('01-query-utf8bom.csv'));
    const batch = await commit(client, read);
    expect(batch.added).toBe(
      Object.values(effects(read.preview)).reduce((sum, n) => sum + n, 0) - (effects(read.preview).skipped ?? 0),
    );
    const bilirubin = (await stored(episode.id)).find(({ code }) => code === 'TBIL');
    expect(bilirubin).toMatchObject({
      valueSi: 320.5,
      enteredValue: '320.5',
      enteredUnit: 'umol/L',
      source: 'imported',
      laboratory: '检验科',
      labFlag: 'H',
      range: { low: null, high: 26 },
      sampledAt: '2026-11-22T01:05:00.000Z',
    });
    expect((await client.assessments.list({ episodeId: episode.id })).length).toBeGreaterThan(0);
    await client.users.add({ ...AUDITOR, displayName: 'A', title: '', phone: '', roles: ['auditor'] });
    const auditor = await transport.connect();
    await auditor.session.unlock(AUDITOR);
    const events = await auditor.audit.list({
      filter: { kind: null, actorId: null, patient: '', from: null, to: null },
      before: null,
      limit: 20,
    });
    const sha256 = createHash('sha256').update(fixture('01-query-utf8bom.csv')).digest('hex');
    expect(events.find(({ action }) => action === 'labImports.commit')?.reason).toBe(`sha256:${sha256}`);
  });

  it('keeps the number as written in the unit of the laboratory, and its meaning in SI', async () => {
    const { episode } = await newEpisode(client);
    await commit(
      client,
      await previewOf(client, episode.id, table('测试甲,男,46,TEST0001,总胆红素,12.0,mg/dL,0.2-1.0,2026-11-21 09:05,')),
    );
    const [only] = await stored(episode.id);
    expect(only).toMatchObject({
      valueSi: 205.2,
      enteredValue: '12.0',
      enteredUnit: 'mg/dL',
      range: { low: 3.42, high: 17.1 },
    });
  });

  it('of the same file twice adds nothing', async () => {
    const { episode } = await newEpisode(client);
    await commit(client, await previewOf(client, episode.id, fixture('01-query-utf8bom.csv')));
    const before = await stored(episode.id);
    const again = await previewOf(client, episode.id, fixture('01-query-utf8bom.csv'));
    expect(Object.keys(effects(again.preview)).toSorted()).toEqual(['same', 'skipped']);
    expect(await stored(episode.id)).toEqual(before);
  });

  it('of an amended report corrects with a new version; an older report changes nothing', async () => {
    const { episode } = await newEpisode(client);
    await commit(client, await previewOf(client, episode.id, table(tbil('300'))));
    const amended = await previewOf(client, episode.id, table(tbil('330', '2026-11-21 15:00')));
    expect(amended.preview.rows[0]).toMatchObject({ effect: 'correction', stored: { valueSi: 300 } });
    expect(await commit(client, amended)).toMatchObject({ added: 0, corrected: 1 });
    expect(await stored(episode.id)).toMatchObject([{ valueSi: 330, version: 2 }]);
    const old = await previewOf(client, episode.id, table(tbil('300')));
    expect(effects(old.preview)).toEqual({ older: 1 });
  });

  it('asks where a typed value differs, and replaces it only when ticked', async () => {
    const { episode } = await newEpisode(client);
    await commit(client, await previewOf(client, episode.id, table(tbil('300'), alt)));
    const bilirubin = (await stored(episode.id)).find(({ code }) => code === 'TBIL');
    const entry = labEntry('TBIL', '310', { confirmed: true });
    await client.labs.correct({ id: bilirubin?.id ?? '', version: 1, entry, reason: '复核' });
    const again = await previewOf(client, episode.id, table(tbil('300'), alt));
    expect(effects(again.preview)).toEqual({ differs: 1, same: 1 });
    await commit(client, again, ({ effect }) => effect === 'differs');
    expect((await stored(episode.id)).find(({ code }) => code === 'TBIL')).toMatchObject({ valueSi: 300, version: 3 });
  });

  it('refuses what has changed since the preview, wholly', async () => {
    const { episode } = await newEpisode(client);
    const read = await previewOf(client, episode.id, table(tbil('300'), alt));
    await client.labs.record({
      episodeId: episode.id,
      sampledAt: '2026-11-21T01:05:00Z',
      timeSource: 'collected',
      laboratory: '',
      entries: [
        { code: 'ALT', value: '70', unit: 'U/L', comparator: null, text: null, missing: null, confirmed: true },
      ],
    });
    await expect(commit(client, read)).rejects.toMatchObject(coded('stale-version'));
    expect((await stored(episode.id)).map(({ code }) => code)).toEqual(['ALT']);
  });

  it('refuses an implausible value that nobody confirmed, and with it the whole batch', async () => {
    const { episode } = await newEpisode(client);
    const { id, preview } = await previewOf(client, episode.id, table(tbil('3000'), alt));
    const rows = preview.rows.map(({ row, effect }) => ({ row, effect, confirmed: false }));
    await expect(client.labImports.commit({ id, laboratory: '', rows })).rejects.toMatchObject(
      coded('out-of-range', { fields: ['TBIL'] }),
    );
    expect(await stored(episode.id)).toEqual([]);
  });

  it('leaves two different results of one moment to a person', async () => {
    const { episode } = await newEpisode(client);
    const byNumber = '测试甲,男,46,,总胆红素,300,umol/L,,2026-11-21 09:05,';
    const { preview } = await previewOf(
      client,
      episode.id,
      table(tbil('310'), byNumber, alt, alt.replace('TEST0001', '')),
    );
    expect(preview.rows.map(({ effect }) => effect)).toEqual(['contradictory', 'contradictory', 'new', 'repeated']);
  });

  it('is nobody else’s', async () => {
    const { episode } = await newEpisode(client);
    const { id } = await previewOf(client, episode.id, table(tbil('300')));
    await client.users.add({
      login: 'nurse1',
      displayName: 'N',
      title: '',
      phone: '',
      roles: ['nurse'],
      password: 'Imports-3',
    });
    const nurse = await transport.connect();
    await nurse.session.unlock({ login: 'nurse1', password: 'Imports-3' });
    await expect(nurse.labImports.preview({ id })).rejects.toMatchObject(coded('not-found', { id }));
  });
});

describe('undoing a batch', () => {
  const reason = '选错文件';

  it('voids exactly what it added and restores what it corrected', async () => {
    const { episode } = await newEpisode(client);
    await commit(client, await previewOf(client, episode.id, table(tbil('300'))));
    const [before] = await stored(episode.id);
    const second = await commit(
      client,
      await previewOf(client, episode.id, table(tbil('330', '2026-11-21 15:00'), alt)),
    );
    const undone = await client.labImports.undo({ id: second.id, version: second.version, reason });
    expect(undone).toMatchObject({ undoReason: reason, undoneAt: expect.any(String) });
    const left = await standing(episode.id);
    expect(left).toEqual([{ ...before, version: 3 }]);
    await expect(client.labImports.undo({ id: second.id, version: undone.version, reason })).rejects.toMatchObject(
      coded('already-void'),
    );
  });

  it('leaves what was changed by hand since, and says which', async () => {
    const { episode } = await newEpisode(client);
    const batch = await commit(client, await previewOf(client, episode.id, table(tbil('300'), alt)));
    const bilirubin = (await stored(episode.id)).find(({ code }) => code === 'TBIL');
    const entry = labEntry('TBIL', '310', { confirmed: true });
    await client.labs.correct({ id: bilirubin?.id ?? '', version: 1, entry, reason: '复核' });
    const [listed] = await client.labImports.list({ episodeId: episode.id });
    expect(listed?.changedSince).toMatchObject([{ code: 'TBIL', by: expect.any(String) }]);
    await client.labImports.undo({ id: batch.id, version: batch.version, reason });
    expect(await standing(episode.id)).toMatchObject([{ code: 'TBIL', valueSi: 310 }]);
  });

  it('lets the same file be imported again, on being asked', async () => {
    const { episode } = await newEpisode(client);
    const batch = await commit(client, await previewOf(client, episode.id, table(tbil('300'))));
    await client.labImports.undo({ id: batch.id, version: batch.version, reason });
    const again = await previewOf(client, episode.id, table(tbil('300')));
    expect(effects(again.preview)).toEqual({ voided: 1 });
    await commit(client, again);
    expect(await standing(episode.id)).toMatchObject([{ valueSi: 300 }]);
  });
});

describe('a site profile', () => {
  const ODD = '患者,性别,年龄,住院号,检测条目,数值,采样于';
  const odd = `${ODD}\n测试甲,男,46,TEST0001,白细胞,9.5,2026-11-21 09:05\n测试甲,男,46,TEST0001,中性粒细胞,80,2026-11-21 09:05`;
  const columns = [
    { header: '患者', field: 'name' as const },
    { header: '检测条目', field: 'item' as const },
    { header: '数值', field: 'result' as const },
    { header: '采样于', field: 'collectedTime' as const },
  ];

  it('is made by hand over a header nobody knows, chosen by it the next time, and supplies the units', async () => {
    const { episode } = await newEpisode(client);
    const unknown = await previewOf(client, episode.id, odd);
    expect(unknown.preview).toMatchObject({ problem: 'no-header-row', header: null });
    await readAll(client, unknown.id, { headerLine: 1, columns: [], units: [] });
    const named = await client.labImports.preview({ id: unknown.id });
    expect(named.header?.columns.map(({ text }) => text)).toEqual(ODD.split(','));
    const mapping = { headerLine: 1, columns, units: [] };
    await readAll(client, unknown.id, mapping);
    const mapped = await client.labImports.preview({ id: unknown.id });
    expect(mapped.rows.map(({ reason }) => reason)).toEqual(['unknown-unit', 'ambiguous-item']);
    expect(mapped.unitless).toEqual([
      { item: '白细胞', units: ['10*9/L', 'G/L', '10*3/uL', '/uL'] },
      { item: '中性粒细胞', units: ['10*9/L', '%'] },
    ]);
    const units = [
      { item: '白细胞', unit: '10*9/L' },
      { item: '中性粒细胞', unit: '%' },
    ];
    const saved = await client.labProfiles.save({
      id: null,
      version: null,
      fields: { name: '某院 LIS', laboratory: '某院检验科', signature: mapped.signature ?? '', columns, units },
    });
    const next = await previewOf(client, episode.id, odd);
    expect(next.preview).toMatchObject({
      problem: null,
      laboratory: '某院检验科',
      profile: { id: saved.id, version: 1 },
    });
    expect(next.preview.rows.map(({ code, valueSi }) => [code, valueSi])).toEqual([
      ['WBC', 9.5],
      ['NEUT_PCT', 80],
    ]);
    const second = await client.labProfiles.save({
      id: saved.id,
      version: 1,
      fields: { ...saved, name: '某院新 LIS' },
    });
    expect(second).toMatchObject({ name: '某院新 LIS', version: 2 });
    await client.labProfiles.void({ id: saved.id, version: 2, reason: '不再使用' });
    expect(await client.labProfiles.list()).toEqual([]);
  });

  it('never holds a character that a wrong decoding left', async () => {
    const fields = { name: '某\ufffd院', laboratory: '', signature: 'a'.repeat(64), columns: [], units: [] };
    await expect(client.labProfiles.save({ id: null, version: null, fields })).rejects.toMatchObject(
      coded('invalid-input', { fields: ['fields.name'] }),
    );
  });
});

describe('a file that cannot be read', () => {
  const unreadable = async (bytes: Uint8Array, name = 'x') => {
    const { episode } = await newEpisode(client);
    const id = await send(client, episode.id, bytes, name);
    await expect(readAll(client, id)).rejects.toMatchObject({ code: 'export-unreadable' });
    return readAll(client, id).catch((failure: { data?: { fields?: string[] } }) => failure.data?.fields?.[0]);
  };

  it('says why, and stores nothing', async () => {
    const workbook = fixture('04-workbook.xlsx');
    expect(await unreadable(workbook.subarray(0, workbook.length - 900))).toBe('damaged');
    expect(await unreadable(new TextEncoder().encode('这是一封信，没有表格。\n第二行。'))).toBe('no-header-row');
    expect(await unreadable(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toBe('old-excel');
    expect(await unreadable(new Uint8Array([0xef, 0xbb, 0xbf, 0xc4, 0xe3, 0xff]))).toBe('encoding');
  });

  it('of 200 MB is refused before a byte is sent', async () => {
    const { episode } = await newEpisode(client);
    const begin = client.labImports.begin({ episodeId: episode.id, fileName: '大.csv', size: 200 * 2 ** 20 });
    await expect(begin).rejects.toMatchObject(coded('export-unreadable', { fields: ['too-large'] }));
  });

  it('takes its pieces in order only', async () => {
    const { episode } = await newEpisode(client);
    const { id } = await client.labImports.begin({ episodeId: episode.id, fileName: 'x', size: 4 });
    await expect(client.labImports.append({ id, at: 2, base64: 'AAA=' })).rejects.toMatchObject(coded('invalid-input'));
    await expect(client.labImports.append({ id, at: 0, base64: 'AAAAAAAA' })).rejects.toMatchObject(
      coded('invalid-input'),
    );
    await expect(readAll(client, id)).rejects.toMatchObject(coded('invalid-input'));
  });
});
