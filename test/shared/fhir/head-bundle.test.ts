import type { Coding, Quantity, Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreIds } from '../../../shared/clinical/score-definition.ts';
import {
  AETIOLOGY_CODES,
  ANALYTE_CODES,
  CONSENT_SCOPES,
  EPISODE_WIRE,
  FINDING_WIRE,
  QUALITATIVE_CODES,
  SCORE_PARTS,
  TREATMENT_CODES,
} from '../../../shared/fhir/codes.ts';
import { toCommunication } from '../../../shared/fhir/communication.ts';
import { toDocumentReference } from '../../../shared/fhir/document-reference.ts';
import { BUNDLE_ENTRIES, toHeadBundles } from '../../../shared/fhir/head-bundle.ts';
import { BUSINESS_STATES } from '../../../shared/fhir/task-moves.ts';
import { LOINC, UCUM } from '../../../shared/fhir/uris.ts';
import { ReferralReason } from '../../../shared/referral/form.ts';
import { validationErrors } from '../../support/registry/validate.ts';
import { samplePacket, signedPackets, writingOf } from './packets.ts';

const DOCTOR = '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001';
const OP = {
  id: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0002',
  site: 'JX',
  to: 'created',
  at: '2026-11-22T01:02:03.000Z',
  channel: 'network',
};

type Packet = ReturnType<typeof samplePacket>;

function bundlesOf(model: Packet, more: Parameters<typeof writingOf>[1] = {}) {
  const op = model.supplement === 0 ? OP : null;
  return toHeadBundles(model, { patientVersion: 3, doctorId: DOCTOR, op }, writingOf(model, more));
}

const resourcesOf = (model: Packet, more?: Parameters<typeof writingOf>[1]): Resource[] =>
  bundlesOf(model, more).flatMap(bundle => bundle.entry?.flatMap(entry => entry.resource ?? []) ?? []);

function walk(value: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit);
  else if (value && typeof value === 'object') {
    visit(value as Record<string, unknown>);
    for (const item of Object.values(value)) walk(item, visit);
  }
}

const BASE = 'https://ganqiao.example/fhir/CodeSystem';
const rows = [...Object.values(ANALYTE_CODES), ...Object.values(FINDING_WIRE), ...Object.values(EPISODE_WIRE)];
const KNOWN: Record<string, readonly string[]> = {
  [`${BASE}/analyte`]: Object.keys(ANALYTE_CODES),
  [`${BASE}/input`]: [...Object.keys(FINDING_WIRE), ...Object.keys(EPISODE_WIRE)],
  [`${BASE}/score`]: scoreIds,
  [`${BASE}/score-part`]: Object.keys(SCORE_PARTS),
  [`${BASE}/qualitative`]: Object.keys(QUALITATIVE_CODES),
  [`${BASE}/treatment`]: Object.keys(TREATMENT_CODES),
  [`${BASE}/aetiology`]: Object.keys(AETIOLOGY_CODES),
  [`${BASE}/consent-scope`]: Object.keys(CONSENT_SCOPES),
  [`${BASE}/business-status`]: Object.keys(BUSINESS_STATES),
  [`${BASE}/reason`]: ReferralReason.options,
};

describe('head bundles', () => {
  it('hold only resources that both validators accept', () => {
    fc.assert(
      fc.property(signedPackets, model => {
        const errors = resourcesOf(model).flatMap(resource =>
          validationErrors(resource).map(error => `${resource.resourceType}: ${error}`),
        );
        expect(errors).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('are at most 40 entries each, people first, the request and the Task last', () => {
    fc.assert(
      fc.property(signedPackets, model => {
        const bundles = bundlesOf(model);
        for (const bundle of bundles) expect(bundle.entry?.length).toBeLessThanOrEqual(BUNDLE_ENTRIES);
        const types = bundles.flatMap(bundle => bundle.entry?.map(entry => entry.resource?.resourceType) ?? []);
        expect(types.slice(0, 3)).toEqual(['Practitioner', 'PractitionerRole', 'Patient']);
        const tail = model.supplement === 0 ? ['ServiceRequest', 'Task'] : ['ServiceRequest'];
        expect(types.slice(-tail.length)).toEqual(tail);
        expect(types.filter(type => type === 'Task')).toHaveLength(model.supplement === 0 ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });

  it('refer only to what was sent before or goes in the same transaction', () => {
    fc.assert(
      fc.property(signedPackets, model => {
        const sent = new Set(['Organization/org-JX', 'Organization/org-SLYY']);
        for (const bundle of bundlesOf(model)) {
          for (const entry of bundle.entry ?? []) sent.add(`${entry.resource?.resourceType}/${entry.resource?.id}`);
          walk(bundle, node => {
            if (typeof node.reference === 'string') expect(sent).toContain(node.reference);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('carry no code or unit outside the table, and no unchecked LOINC', () => {
    const loinc = new Set(
      rows.flatMap(row =>
        [row.loinc, row.loincQualitative].flatMap(code => (code?.status === 'checked' ? code.code : [])),
      ),
    );
    const units = new Set([...rows.map(row => row.ucum), '{score}', 'kcal/d', 'mm[Hg]']);
    fc.assert(
      fc.property(signedPackets, model => {
        walk(resourcesOf(model), node => {
          const { system, code } = node as Coding & Quantity;
          if (typeof system !== 'string' || typeof code !== 'string') return;
          if (system === LOINC) expect(loinc).toContain(code);
          if (system === UCUM) expect(units).toContain(code);
          if (KNOWN[system]) expect(KNOWN[system]).toContain(code);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('give the same bytes each time, so that sending twice makes one of each', () => {
    const model = samplePacket();
    expect(JSON.stringify(bundlesOf(model))).toBe(JSON.stringify(bundlesOf(structuredClone(model))));
    const addresses = resourcesOf(model).map(resource => `${resource.resourceType}/${resource.id}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('keep the identity number at home unless the alliance asks for it', () => {
    const model = { ...samplePacket(), supplement: 0 };
    model.patient = { ...model.patient, identity: { kind: 'resident-id', number: '11010519491231002X' } };
    expect(JSON.stringify(bundlesOf(model))).not.toContain('11010519491231002X');
    expect(JSON.stringify(bundlesOf(model, { sendResidentId: true }))).toContain('11010519491231002X');
  });

  it('never put a number where a score has none', () => {
    const model = samplePacket(11);
    const [first] = model.assessments;
    if (!first) throw new Error('sample without a score');
    const refused = {
      ...first,
      outcome: { value: null, raw: null, grade: null, bounds: null, missing: ['inr'], notes: [], refused: null },
    };
    const score = resourcesOf({ ...model, assessments: [refused] }).find(resource => resource.id === first.id);
    expect(score).toMatchObject({ dataAbsentReason: { coding: [{ code: 'unknown' }] } });
    expect(JSON.stringify(score)).not.toContain('"value":');
  });
});

describe('letter and message', () => {
  it('are valid, the letter with both hashes', () => {
    const model = samplePacket();
    const letter = toDocumentReference(
      {
        id: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0003',
        referralId: model.referralId,
        doctorId: DOCTOR,
        kind: 'referral',
        title: '双向转诊单',
        contentType: 'application/pdf',
        sizeBytes: 12,
        sha1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        createdAt: model.signedAt,
        replaces: null,
        rev: 1,
      },
      writingOf(model),
    );
    expect(validationErrors(letter)).toEqual([]);
    expect(letter.content?.[0]?.attachment?.hash).toBe('2jmj7l5rSw0yVb/vlWAYkK/YBwk=');
    expect(letter.identifier?.[0]?.value).toBe('ni:///sha-256;47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
    const message = toCommunication(
      {
        id: OP.id,
        referralId: model.referralId,
        text: '病情稳定',
        author: '王医生',
        sentAt: model.signedAt,
        to: 'SLYY',
      },
      writingOf(model),
    );
    expect(validationErrors(message)).toEqual([]);
  });
});
