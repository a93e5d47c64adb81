import { afterAll, beforeAll, expect, it } from 'vitest';
import { failureHistory } from '../../../shared/clinical/failure-history.ts';
import { transplantWindow } from '../../../shared/clinical/transplant-window.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { hoursAgo, newEpisode, person } from '../patients/people.ts';

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Window-1' });
});
afterAll(() => transport.close());

it('starts seven days at the sample in which two failing organs become three, as the overview reads it', async () => {
  const { id } = await client.patients.create(person({ name: '窗口测试', birthDate: '1970-01-01' }));
  const { id: episodeId } = await newEpisode(client, id, hoursAgo(30));
  const panel = (hours: number, values: Partial<Record<LabCode, string>>) =>
    client.labs.record({
      episodeId,
      sampledAt: hoursAgo(hours),
      timeSource: 'collected',
      laboratory: '',
      entries: Object.entries(values).map(([code, value]) => ({
        code: code as LabCode,
        value,
        unit: labItem(code as LabCode).unit,
        comparator: null,
        text: null,
        missing: null,
        confirmed: true,
      })),
    });
  const windowNow = async () => transplantWindow(failureHistory(await client.assessments.list({ episodeId })));

  // bilirubin from 12 mg/dL (205 µmol/L) and an INR from 2.5: liver and coagulation fail
  await panel(20, { TBIL: '320', INR: '2.7', CREA: '90' });
  expect(await windowNow()).toEqual({ state: 'none' });
  // creatinine from 2 mg/dL (177 µmol/L): the kidney is the third
  const [third] = await panel(2, { TBIL: '340', INR: '2.9', CREA: '230' });
  const startedAt = third?.sampledAt ?? '';
  expect(await windowNow()).toMatchObject({
    state: 'running',
    first: 'from-two',
    startedAt,
    endsAt: new Date(Date.parse(startedAt) + 7 * 24 * 3_600_000).toISOString(),
  });
});
