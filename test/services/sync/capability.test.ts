import type { CapabilityStatement } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { randomIds, systemClock } from '../../../electron/services/ports.ts';
import { testRegistry } from '../../../electron/services/sync/capability.ts';
import type { HttpPort } from '../../../electron/services/sync/http.ts';
import { REASONS } from '../../../electron/services/sync/reasons.ts';
import { UNSET_REGISTRY } from '../../../electron/services/sync/registry-settings.ts';
import { createHttp } from '../../../electron/services/sync/undici-http.ts';
import { REGISTRY_CHECKS } from '../../../shared/contract/registry.ts';
import { delivery as en } from '../../../shared/i18n/en/delivery.ts';
import { registry as enReport } from '../../../shared/i18n/en/registry.ts';
import { delivery as zh } from '../../../shared/i18n/zh-CN/delivery.ts';
import { registry as zhReport } from '../../../shared/i18n/zh-CN/registry.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { defaultSwitches } from '../../support/registry/switches.ts';
import { ORGANIZATIONS } from './county.ts';

let registry: Registry;
let http: HttpPort;
beforeAll(async () => {
  registry = await startRegistry({
    training: true,
    organizations: ORGANIZATIONS,
    auth: { kind: 'bearer', token: 'right' },
  });
  http = createHttp();
});
afterEach(() => void Object.assign(registry.switches, defaultSwitches()));
afterAll(async () => {
  await http.close();
  await registry.close();
});

const FACILITIES = [
  { code: 'JX', name: '吉县人民医院' },
  { code: 'SLYY', name: '省立医院' },
];

const ports = { clock: systemClock, ids: randomIds };
const test = (token: string, change: { training?: boolean; facilities?: typeof FACILITIES; baseUrl?: string } = {}) => {
  const { training = true, facilities = FACILITIES, baseUrl = registry.url } = change;
  const auth = { mode: 'bearer' as const, token, setAt: null };
  return testRegistry({ ...ports, http, setting: { ...UNSET_REGISTRY, baseUrl, auth }, training, facilities });
};

/** The checks that are not good, as `check level reason`. */
async function troubles(asked: ReturnType<typeof test>): Promise<string[]> {
  const { findings } = await asked;
  return findings
    .filter(({ level }) => level !== 'good')
    .map(({ check, level, reason }) => [check, level, reason].filter(part => part !== null).join(' '));
}
const LOCAL = 'protection limited'; // the embedded registry speaks plain http

describe('the report on a registry', () => {
  it('says what it is and that it can do all that is needed', async () => {
    const report = await test('right');
    expect(report).toMatchObject({
      software: 'GanQiao embedded test registry',
      fhirVersion: '4.0.1',
      training: true,
      missingOrganizations: [],
    });
    expect(Math.abs(report.clockOffsetMs ?? Number.NaN)).toBeLessThan(5_000);
    expect(report.findings.map(({ check }) => check).toSorted()).toEqual(REGISTRY_CHECKS.toSorted());
    expect(await troubles(test('right'))).toEqual([LOCAL]);
  });

  it('names the Organizations that it lacks', async () => {
    const report = await test('right', { facilities: [...FACILITIES, { code: 'ABSENT', name: '新院' }] });
    expect(report.missingOrganizations).toEqual([{ code: 'ABSENT', name: '新院' }]);
    expect(report.findings).toContainEqual({ check: 'organizations', level: 'stops', reason: null, detail: '' });
  });

  it('says what cannot be done, and whether it stops the work', async () => {
    registry.switches.noTransactions = true;
    registry.switches.ignoreIfMatch = true;
    registry.switches.clockOffsetMs = -3_600_000;
    expect(await troubles(test('right'))).toEqual([
      'versioned-update limited',
      'transaction limited',
      'clock limited',
      LOCAL,
    ]);
    Object.assign(registry.switches, defaultSwitches(), { unknownSearchParameters: ['requester'] });
    expect(await troubles(test('right'))).toEqual(['task-search stops', LOCAL]);
  });

  it.each([
    [undefined, [LOCAL]],
    [false, ['update-create stops', LOCAL]],
  ])('takes a registry for one that keeps our ids unless it says otherwise: %s', async (updateCreate, expected) => {
    const real = http;
    http = {
      async request(request) {
        const answer = await real.request(request);
        if (!request.url.endsWith('/metadata')) return answer;
        const statement = JSON.parse(answer.body.toString('utf8')) as CapabilityStatement;
        for (const resource of statement.rest?.[0]?.resource ?? []) {
          if (updateCreate === undefined)
            delete resource.updateCreate; // as HAPI leaves it out
          else resource.updateCreate = updateCreate;
        }
        return { ...answer, body: Buffer.from(JSON.stringify(statement)) };
      },
      close: () => real.close(),
    };
    expect(await troubles(test('right'))).toEqual(expected);
    http = real;
  });

  it('finds no epoch where the operator has written none, and no mark of a training registry', async () => {
    await registry.expunge('Basic', 'ganqiao-registry');
    expect(await troubles(test('right'))).toEqual(['training stops', 'epoch limited', LOCAL]);
    await registry.renewEpoch();
  });

  it('stops a training site at a real registry and a real site at a training one', async () => {
    const real = await startRegistry({ training: false, organizations: ORGANIZATIONS });
    expect(await troubles(test('right', { training: true, baseUrl: real.url }))).toContain('training stops');
    expect(await troubles(test('right', { training: false, baseUrl: real.url }))).not.toContain('training stops');
    expect(await troubles(test('right', { training: false }))).toContain('training stops');
    await real.close();
  });

  it('tells a token that is refused from a line that is down', async () => {
    const refused = await test('wrong');
    expect(refused.software).toBe('GanQiao embedded test registry');
    expect(await troubles(test('wrong'))).toEqual(['sign-in stops auth']);
    await expect(test('right', { baseUrl: '' })).rejects.toThrow('registry-not-set');
    await registry.down();
    expect(await troubles(test('right'))).toEqual(['connection stops unreachable']);
    await registry.up();
  });

  it('says when it is not a registry that answers', async () => {
    const elsewhere = registry.url.replace('/fhir', '/portal');
    expect(await troubles(test('right', { baseUrl: elsewhere }))).toEqual(['connection stops not-the-registry']);
  });
});

describe('texts', () => {
  it('stand in both languages for every reason and every check', () => {
    for (const reason of Object.keys(REASONS)) {
      expect(zh.reason).toHaveProperty(reason);
      expect(en.reason).toHaveProperty(reason);
    }
    for (const check of REGISTRY_CHECKS) {
      for (const texts of [zhReport, enReport]) {
        expect(texts.check[check]).toBeTruthy();
        expect(texts.effect[check]).toBeTruthy();
      }
    }
  });

  it('name a way out of every trouble of the line', () => {
    const ofTheLine = Object.entries(REASONS).filter(([, kind]) => kind === 'transport' || kind === 'auth');
    for (const [reason] of ofTheLine) {
      expect(zhReport.remedy).toHaveProperty(reason);
      expect(enReport.remedy).toHaveProperty(reason);
    }
  });
});
