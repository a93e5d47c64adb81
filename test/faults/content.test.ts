import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { scoreIds } from '../../shared/clinical/score-definition.ts';
import {
  AETIOLOGY_CODES,
  ANALYTE_CODES,
  CONSENT_SCOPES,
  DOCUMENT_TYPES,
  EPISODE_WIRE,
  FINDING_WIRE,
  QUALITATIVE_CODES,
  SCORE_PARTS,
  scoreUnit,
  TREATMENT_CODES,
} from '../../shared/fhir/codes.ts';
import { toHeadBundles } from '../../shared/fhir/head-bundle.ts';
import { LOINC, UCUM } from '../../shared/fhir/uris.ts';
import { DOCTOR } from '../services/sync/county.ts';
import { signedPackets, writingOf } from '../shared/fhir/packets.ts';
import { captivePortal, statusCode } from '../support/fault-proxy-faults.ts';
import { freshPlace, removePlaces } from './copied-database.ts';
import { liveAndDie } from './killed-county.ts';
import { sendMessage } from './messages.ts';
import { assertSurvived } from './survived.ts';
import { ALWAYS, eventually, HEAD, isWhole, oneWorld, scaled, uris, withdraw } from './world.ts';

const world = oneWorld();
afterAll(removePlaces);

interface Found {
  codings: { system: string; code: string }[];
  quantities: { system: string; code: string }[];
}

/** Every coding and every quantity, however deep. */
function codesIn(value: unknown, found: Found = { codings: [], quantities: [] }): Found {
  if (Array.isArray(value)) for (const item of value) codesIn(item, found);
  else if (value !== null && typeof value === 'object') {
    const { system, code, value: number } = value as { system?: unknown; code?: unknown; value?: unknown };
    if (typeof system === 'string' && typeof code === 'string') {
      (typeof number === 'number' || system === UCUM ? found.quantities : found.codings).push({ system, code });
    }
    for (const part of Object.values(value)) codesIn(part, found);
  }
  return found;
}

const rows = [...Object.values(ANALYTE_CODES), ...Object.values(FINDING_WIRE), ...Object.values(EPISODE_WIRE)];
const loinc = (isUncheckedSent: boolean) => [
  ...rows
    .flatMap(row => [row.loinc ?? [], row.loincQualitative ?? []].flat())
    .filter(({ status }) => status === 'checked' || isUncheckedSent)
    .map(({ code }) => code),
  ...Object.values(DOCUMENT_TYPES).map(({ code }) => code),
];

/** The table: what each of our code systems and LOINC may say. */
const TABLE = (isUncheckedSent: boolean): Record<string, ReadonlySet<string>> => ({
  [LOINC]: new Set(loinc(isUncheckedSent)),
  [uris.codeSystem.analyte]: new Set(Object.keys(ANALYTE_CODES)),
  [uris.codeSystem.input]: new Set([...Object.keys(FINDING_WIRE), ...Object.keys(EPISODE_WIRE)]),
  [uris.codeSystem.score]: new Set(scoreIds),
  [uris.codeSystem.scorePart]: new Set(Object.keys(SCORE_PARTS)),
  [uris.codeSystem.qualitative]: new Set(Object.keys(QUALITATIVE_CODES)),
  [uris.codeSystem.treatment]: new Set(Object.keys(TREATMENT_CODES)),
  [uris.codeSystem.aetiology]: new Set(Object.keys(AETIOLOGY_CODES)),
  [uris.codeSystem.consentScope]: new Set(Object.keys(CONSENT_SCOPES)),
  [uris.codeSystem.businessStatus]: new Set(['created']),
});
const UNITS = new Set([...rows.map(row => row.ucum), ...scoreIds.map(scoreUnit)]);

describe('what is emitted', () => {
  it.each([false, true])(
    'F48 every code and unit is in the table (unchecked LOINC sent: %s)',
    emitUncheckedLoinc => {
      const table = TABLE(emitUncheckedLoinc);
      fc.assert(
        fc.property(signedPackets, packet => {
          const bundles = toHeadBundles(
            packet,
            { patientVersion: 1, doctorId: DOCTOR.id, op: null },
            writingOf(packet, { emitUncheckedLoinc }),
          );
          const { codings, quantities } = codesIn(bundles);
          for (const { system, code } of codings) {
            if (system in table) expect(table[system], `${system}|${code}`).toContain(code);
            else
              expect(
                KNOWN_ELSEWHERE.some(known => system.startsWith(known)),
                system,
              ).toBe(true);
          }
          for (const { system, code } of quantities) {
            expect(system).toBe(UCUM);
            expect(UNITS, code).toContain(code);
          }
        }),
        { numRuns: scaled(60, 2_000) },
      );
    },
    600_000,
  );
});

/** Code systems of HL7 itself, diagnoses as the hospital entered them, and marks without a closed list. */
const KNOWN_ELSEWHERE = [
  'http://terminology.hl7.org/CodeSystem/',
  'http://hl7.org/fhir/',
  uris.codeSystem.icd10Local,
  uris.codeSystem.facility,
  uris.codeSystem.app,
  uris.codeSystem.reason,
  `${uris.base}/sid/`,
];

const PLANTED = { name: '种名甲乙', phone: '13912345678' };
const SAID = '种言请带片子';

describe('what is written down', () => {
  it('F50 no name, number or word of a patient in a log, an error, an address, the attempts or the files', async () => {
    const place = freshPlace();
    const county = world.open({ at: place });
    const plant = (more: object) => (packet: Parameters<NonNullable<Parameters<typeof county.refer>[0]>>[0]) => ({
      ...packet,
      ...more,
      patient: { ...packet.patient, ...PLANTED, address: '某村 9 号' },
    });
    const output: string[] = [];
    const before = { log: console.log, error: console.error, warn: console.warn };
    const listen = (...given: unknown[]) => void output.push(given.map(String).join(' '));
    Object.assign(console, { log: listen, error: listen, warn: listen });
    try {
      const refused = county.refer(plant({}));
      const match = { method: 'POST', body: new RegExp(refused) };
      const words = `name ${PLANTED.name} is not allowed`; // a careless server; its words are for the screen alone
      const issue = [{ severity: 'error', code: 'invalid', details: { text: words } }];
      const echoed = JSON.stringify({ resourceType: 'OperationOutcome', issue });
      const headers = { 'Content-Type': 'application/fhir+json' };
      world.proxy.inject({ kind: 'answer', moment: 'before-commit', status: 400, headers, body: echoed }, { match });
      world.proxy.inject(captivePortal(), { match: HEAD });
      world.proxy.inject(statusCode(503), { match: HEAD });
      const id = county.refer(plant({}));
      county.sync.start();
      await eventually('arrived', () => isWhole(county, id));
      sendMessage(county, id, SAID);
      withdraw(county, id);
      await county.sync.now();
      await world.ward.sendMessage(id, SAID).catch(() => undefined);
      await county.sync.now();
      await assertSurvived(world, county, [id, refused], { stuck: { [refused]: 'refused' } });
      await county.sync.stop();
      world.proxy.clear();
      world.proxy.inject({ kind: 'hang', moment: 'after-commit' }, { match: HEAD, ...ALWAYS });
      const { output: ofKilled } = await liveAndDie(
        place,
        { url: world.proxy.url, referrals: 2, planted: PLANTED },
        running => running,
      );
      output.push(ofKilled);
    } finally {
      Object.assign(console, before);
    }
    const { query } = county.store.read;
    const all = <R>(rows: R) => JSON.stringify(rows);
    const written = [
      ...output,
      all(county.store.read.all(query.selectFrom('attempt_log').selectAll())),
      all(county.store.read.all(query.selectFrom('server').selectAll())),
      all(county.store.read.all(query.selectFrom('outbox').select(['error_class', 'resource_id']))),
      all(county.store.read.all(query.selectFrom('audit_event').select(['action', 'reason', 'changes_json']))),
      all(county.sync.status()),
      all(await world.registry.requests()),
      all(world.proxy.requests()),
      ...filesIn(place.folder),
    ].join('\n');
    for (const planted of [...Object.values(PLANTED), '某村', SAID]) expect(written).not.toContain(planted);
  }, 90_000);
});

const filesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).map(name => readFileSync(join(folder, name)).toString('utf8')) : [];
