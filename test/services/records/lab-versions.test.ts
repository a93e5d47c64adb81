import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabEntry, LabPanel } from '../../../shared/records/observation.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { episodeFields, labEntry } from '../../support/sample-case.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

const HOUR_MS = 3_600_000;
const start = Date.now() - 40 * HOUR_MS;
const at = (hours: number) => new Date(start + hours * HOUR_MS).toISOString();
let transport: OpenTransport;
let client: SiteClient;
beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Records-1' });
});
afterAll(() => transport.close());

async function newEpisode(name: string) {
  const patient = await client.patients.create({ ...blankPatient(), name, sex: 'female', birthDate: '1974-03-05' });
  const { id } = await client.episodes.create({
    patientId: patient.id,
    fields: episodeFields(at(0)),
    findings: [],
  });
  return id;
}

const panel = (episodeId: string, hours: number, entries: LabEntry[]): LabPanel => ({
  episodeId,
  sampledAt: at(hours),
  timeSource: 'collected',
  laboratory: '',
  entries,
});

const MELD = [labEntry('TBIL', '320'), labEntry('CREA', '95'), labEntry('INR', '1.9'), labEntry('NA', '132')];

describe('the versions of a value', () => {
  it('say who corrected it, why, and what that changed in the scores of each sample time that reads it', async () => {
    const episodeId = await newEpisode('更正');
    const [tbil] = await client.labs.record(panel(episodeId, 2, MELD));
    await client.labs.record(panel(episodeId, 4, [labEntry('INR', '2.4')])); // reads the bilirubin of 2 h before
    if (!tbil) throw new Error('no value');
    expect(await client.labs.versions({ id: tbil.id })).toMatchObject([{ reason: null, scores: [] }]);

    const { id, version } = tbil;
    await client.labs.correct({ id, version, entry: labEntry('TBIL', '32.0'), reason: '小数点录错' });
    const [second, first] = await client.labs.versions({ id });
    expect(first).toMatchObject({ value: { enteredValue: '320', version: 1 }, scores: [] });
    expect(second).toMatchObject({ value: { enteredValue: '32.0', version: 2 }, reason: '小数点录错' });
    expect(second?.by).not.toBe('');
    const meld = second?.scores.filter(({ scoreId }) => scoreId === 'meld') ?? [];
    expect(meld.map(({ anchorAt }) => anchorAt)).toEqual([at(2), at(4)]);
    for (const { before, after } of meld) expect(Number(after?.value)).toBeLessThan(Number(before?.value));
    // Only what came out otherwise is told.
    for (const { before, after } of second?.scores ?? []) expect(after).not.toEqual(before);
  });

  it('say of a void value which scores are gone with its sample', async () => {
    const episodeId = await newEpisode('作废');
    await client.labs.record(panel(episodeId, 2, MELD));
    const [single] = await client.labs.record(panel(episodeId, 6, [labEntry('TBIL', '350')]));
    if (!single) throw new Error('no value');
    await client.labs.void({ id: single.id, reason: '他人标本' });
    const [latest] = await client.labs.versions({ id: single.id });
    expect(latest?.value.voidedAt).not.toBeNull();
    expect(latest?.reason).toBe('他人标本');
    expect(latest?.scores.find(({ scoreId }) => scoreId === 'meld')).toMatchObject({ anchorAt: at(6), after: null });
  });

  it('keep the range that the laboratory printed, in SI, through a correction that does not speak of it', async () => {
    const episodeId = await newEpisode('范围');
    const [stored] = await client.labs.record(
      panel(episodeId, 2, [
        labEntry('TBIL', '2.0', { unit: 'mg/dL', range: { low: null, high: 1.2 }, labFlag: 'H', confirmed: true }),
      ]),
    );
    expect(stored).toMatchObject({ range: { low: null, high: 20.52 }, labFlag: 'H' });
    if (!stored) throw new Error('no value');
    const { id, version } = stored;
    const corrected = await client.labs.correct({ id, version, entry: labEntry('TBIL', '35'), reason: '单位' });
    expect(corrected.range).toEqual({ low: null, high: 20.52 });
    expect(corrected.labFlag).toBeUndefined();
  });
});

describe('several samples at once', () => {
  it('are stored together or not at all', async () => {
    const episodeId = await newEpisode('多列');
    const bad = panel(episodeId, 3, [labEntry('K', '20')]); // outside the limits, nobody has confirmed it
    await expect(client.labs.recordPanels({ panels: [panel(episodeId, 2, MELD), bad] })).rejects.toMatchObject({
      code: 'out-of-range',
    });
    expect(await client.labs.list({ episodeId })).toEqual([]);
    const stored = await client.labs.recordPanels({
      panels: [panel(episodeId, 3, [labEntry('K', '4.1')]), panel(episodeId, 2, MELD)],
    });
    expect(stored).toHaveLength(5);
    const assessed = await client.assessments.list({ episodeId });
    expect(new Set(assessed.map(({ anchorAt }) => anchorAt))).toEqual(new Set([at(2), at(3)]));
  });

  it('are of one episode', async () => {
    const [one, other] = [await newEpisode('甲'), await newEpisode('乙')];
    await expect(
      client.labs.recordPanels({ panels: [panel(one, 2, MELD), panel(other, 2, MELD)] }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
