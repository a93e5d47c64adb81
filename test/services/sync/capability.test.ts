import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testRegistry } from '../../../electron/services/sync/capability.ts';
import type { HttpPort } from '../../../electron/services/sync/http.ts';
import { REASONS } from '../../../electron/services/sync/reasons.ts';
import { createHttp } from '../../../electron/services/sync/undici-http.ts';
import { DEFAULT_FHIR_BASE } from '../../../shared/fhir/uris.ts';
import { delivery as en } from '../../../shared/i18n/en/delivery.ts';
import { delivery as zh } from '../../../shared/i18n/zh-CN/delivery.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
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
afterAll(async () => {
  await http.close();
  await registry.close();
});

const test = (token: string, baseUrl = registry.url, training = true) =>
  testRegistry({
    http,
    setting: {
      baseUrl,
      auth: { mode: 'bearer', token },
      fhirBase: DEFAULT_FHIR_BASE,
      sendResidentId: false,
      emitUncheckedLoinc: false,
    },
    training,
    facilityCodes: ['JX', 'SLYY', 'ABSENT'],
  });

describe('the test of a registry', () => {
  it('says what it is, what it lacks and which Organizations are missing', async () => {
    expect(await test('right')).toEqual({
      reachable: true,
      software: 'GanQiao embedded test registry',
      fhirVersion: '4.0.1',
      training: true,
      missingOrganizations: ['ABSENT'],
      lacks: [],
    });
    registry.switches.noTransactions = true;
    expect((await test('right')).lacks).toEqual(['transaction']);
    registry.switches.noTransactions = false;
  });

  it('tells a wrong token from a line that is down', async () => {
    await expect(test('wrong')).rejects.toThrow('registry-refused');
    await expect(test('right', '')).rejects.toThrow('registry-not-set');
    await registry.down();
    expect(await test('right')).toMatchObject({ reachable: false });
    await registry.up();
  });
});

it('has words in both languages for every reason', () => {
  for (const reason of Object.keys(REASONS)) {
    expect(zh.reason).toHaveProperty(reason);
    expect(en.reason).toHaveProperty(reason);
  }
});
