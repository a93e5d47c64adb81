import fc from 'fast-check';
import { scoreIds } from '../../../shared/clinical/score-definition.ts';
import type { SignedPacket } from '../../../shared/fhir/service-request.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import type { Writing } from '../../../shared/fhir/writing.ts';
import { AETIOLOGIES } from '../../../shared/records/episode.ts';
import {
  COMPLICATIONS,
  DRY_WEIGHT_BASES,
  EXTRAHEPATIC_ORGANS,
  INFECTION_SITES,
} from '../../../shared/records/finding.ts';
import { LAB_CODES } from '../../../shared/records/observation.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { TREATMENT_KINDS } from '../../../shared/records/treatment-kind.ts';
import { FORM_OF_KIND } from '../../../shared/records/treatment-particulars.ts';
import { blankDeparture } from '../../../shared/referral/departure-record.ts';
import { blankReferralForm, blankSbar, SHARING_TEXT_VERSION } from '../../../shared/referral/form.ts';
import { PacketModel } from '../../../shared/referral/packet-model.ts';

import { SAMPLE_PARTICULARS } from '../../support/sample-particulars.ts';

/** Fictional packets of any shape that the schemas allow. */
const id = fc.uuid({ version: 4 }).filter(uuid => /[a-f]/.test(uuid)); // a registry may refuse ids without a letter
const instant = fc
  .date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2026-12-31T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString());
const words = (max: number) =>
  fc.string({ unit: fc.constantFrom('肝', '病', 'A', '1', '<', '"', ' '), maxLength: max });
const text = (max: number) => words(max).map(value => value.trim());
const value = fc.double({ min: 0.1, max: 900, noNaN: true }).map(number => Math.round(number * 100) / 100);

const recorded = { id, patientId: id, episodeId: id, version: fc.integer({ min: 1, max: 5 }), recordedAt: instant };
const voidedAt = fc.option(instant, { freq: 8 });

const labResult = fc.oneof(
  fc.record({
    valueSi: value,
    comparator: fc.option(fc.constantFrom('<', '<=', '>', '>='), { freq: 3 }),
    text: fc.constant(null),
    missing: fc.constant(null),
    enteredValue: value.map(String),
  }),
  fc.record({
    valueSi: fc.constant(null),
    comparator: fc.constant(null),
    text: fc.constantFrom('positive', 'negative', 'not-detected'),
    missing: fc.constant(null),
    enteredValue: fc.constant(null),
  }),
  fc.record({
    valueSi: fc.constant(null),
    comparator: fc.constant(null),
    text: fc.constant(null),
    missing: fc.constantFrom('not-done', 'pending', 'unknown', 'unmeasurable'),
    enteredValue: fc.constant(null),
  }),
);

const lab = fc
  .tuple(
    fc.record({
      ...recorded,
      code: fc.constantFrom(...LAB_CODES),
      enteredUnit: fc.constantFrom('umol/L', 'mg/dL', '1'),
      sampledAt: instant,
      timeSource: fc.constantFrom('collected', 'received', 'reported'),
      laboratory: text(10),
      source: fc.constantFrom('typed', 'imported'),
      recordedBy: fc.constant('u'),
      voidedAt,
    }),
    labResult,
  )
  .map(([row, result]) => ({ ...row, ...result }));

const findingValue = fc.oneof(
  fc.record({ code: fc.constant('he'), value: fc.constantFrom(0, 2, 4, 'not-assessable') }),
  fc.record({ code: fc.constant('ascites'), value: fc.constantFrom('none', 'mild', 'moderate-severe', 'unknown') }),
  fc.record({ code: fc.constant('variceal_bleed'), value: fc.constantFrom('none', 'past', 'current', 'unknown') }),
  fc.record({ code: fc.constant('infection'), value: fc.constantFrom('suspected', 'proven') }),
  fc.record({ code: fc.constantFrom('dialysis', 'rrt', 'vasopressor'), value: fc.boolean() }),
  fc.record({ code: fc.constant('ventilation'), value: fc.constantFrom('none', 'respiratory', 'he') }),
  fc.record({
    code: fc.constantFrom('sbp', 'dbp', 'pf', 'sf', 'pulse', 'pao2', 'weight', 'height'),
    value: fc.integer({ min: 100, max: 150 }),
  }),
  fc.record({ code: fc.constantFrom('spo2', 'o2_flow', 'respiration'), value: fc.integer({ min: 40, max: 80 }) }),
  fc.record({ code: fc.constant('fio2'), value: fc.constantFrom(0.21, 0.4, 1) }),
  fc.record({
    code: fc.constantFrom('urine_output', 'energy_intake', 'protein_intake'),
    value: fc.integer({ min: 0, max: 400 }),
  }),
  fc.record({ code: fc.constant('temperature'), value: fc.constantFrom(36.6, 39.2) }),
  fc.record({ code: fc.constant('variceal_bleed_at'), value: fc.oneof(instant, fc.constant('2024-03-05')) }),
  fc.record({ code: fc.constant('vasopressor_drug'), value: fc.constant('去甲肾上腺素 0.2 µg/kg/min') }),
  fc.record({ code: fc.constant('infection_sites'), value: fc.subarray([...INFECTION_SITES], { minLength: 1 }) }),
  fc.record({ code: fc.constant('complications'), value: fc.subarray([...COMPLICATIONS]) }),
  fc.record({ code: fc.constant('extrahepatic_of'), value: fc.subarray([...EXTRAHEPATIC_ORGANS]) }),
  fc.record({
    code: fc.constant('dry_weight'),
    value: fc.record({
      kg: fc.constantFrom(58, 63.9),
      basis: fc.constantFrom(...DRY_WEIGHT_BASES),
      oedema: fc.boolean(),
    }),
  }),
);
const finding = fc
  .tuple(
    fc.record({ ...recorded, observedAt: instant, note: text(20), recordedBy: fc.constant('u'), voidedAt }),
    findingValue,
  )
  .map(([row, result]) => ({ ...row, ...result }));

const end = fc.oneof(value, fc.constantFrom('A', 'I', '1b'));
const outcome = fc.oneof(
  fc.record({
    value: end,
    raw: fc.option(value),
    grade: fc.option(fc.constantFrom('B', 'yes')),
    bounds: fc.constant(null),
  }),
  fc.record({
    value: fc.constant(null),
    raw: fc.constant(null),
    grade: fc.constant(null),
    bounds: fc.option(fc.oneof(fc.record({ low: value, high: value }), fc.constant({ low: 'A', high: 'C' }))),
  }),
);

const packet = fc
  .record({
    referralId: id,
    labs: fc.array(lab, { maxLength: 60 }),
    findings: fc.array(finding, { maxLength: 8 }),
    treatments: fc.array(
      fc
        .record({
          ...recorded,
          kind: fc.constantFrom(...TREATMENT_KINDS),
          startedAt: instant,
          endedAt: fc.option(instant),
          detail: text(30),
          recordedBy: fc.constant('u'),
          voidedAt,
          isOlder: fc.boolean(), // than the particulars
        })
        .map(({ isOlder, ...row }) => {
          const form = FORM_OF_KIND[row.kind];
          return isOlder || form === null ? row : { ...row, particulars: SAMPLE_PARTICULARS[form] };
        }),
      { maxLength: 6 },
    ),
    scores: fc.array(
      fc
        .tuple(
          fc.record({ id, scoreId: fc.constantFrom(...scoreIds), anchorAt: instant, computedAt: instant }),
          outcome,
          fc.constantFrom([], ['lac'], ['inr', 'na']),
          fc.option(fc.constantFrom('not-applicable', 'missing-input', 'model-not-installed')),
        )
        .map(([row, result, missing, refused]) => ({ row, result, missing, refused })),
      { maxLength: 8 },
    ),
    person: fc.record({
      name: fc.constantFrom('李测试', '无名氏 男', 'Ann “Test” Wu', '阿·测试'),
      sex: fc.constantFrom('male', 'female', 'unknown', 'not-stated'),
      birthDate: fc.option(fc.constantFrom('1961-02-28', '2000-12-31')),
      estimatedAge: fc.option(fc.constant({ years: 60, on: '2026-11-22' })),
      phone: fc.constantFrom('', '13800000000'),
      address: text(20),
    }),
    identity: fc.constantFrom(
      { kind: 'resident-id', number: '11010519491231002X' },
      { kind: 'passport', number: 'E00000000' },
      { kind: 'none', number: '' },
    ),
    contact: fc.record({ name: text(4), relation: text(4), phone: fc.constantFrom('', '0791-1') }),
    numbers: fc.record({ inpatient: fc.constantFrom('', 'ZY1'), outpatient: fc.constantFrom('', 'MZ2', 'ZY1') }),
    episodeId: id,
    state: fc.constantFrom('yes', 'no', 'unknown'),
    aetiologies: fc.uniqueArray(fc.constantFrom(...AETIOLOGIES), { minLength: 1 }),
    impression: fc.record({ text: text(20), icd10: fc.constantFrom('', 'K72.1', 'K72.x00', 'B18.1') }),
    urgency: fc.constantFrom('now', 'within-24h', 'within-48h'),
    reasonText: text(30),
    purpose: text(30),
    care: fc.constantFrom('yes', 'no'),
    registry: fc.constantFrom('yes', 'no', 'not-asked'),
    basis: fc.option(fc.constantFrom('life-saving', 'unconscious-no-relative')),
    signer: text(6),
    supplement: fc.constantFrom(0, 0, 2),
    signedAt: instant,
    incompleteReason: fc.option(fc.constant('紧急')),
  })
  .map(part => {
    const blank = blankReferralForm();
    const firstLab = part.labs[0]?.id ?? null;
    return PacketModel.parse({
      format: 1,
      referralId: part.referralId,
      number: 'JX1-20261122-0007B',
      supplement: part.supplement,
      supplementOf: null,
      changes: [],
      training: true,
      facility: {
        name: '吉县人民医院',
        code: 'JX',
        workstation: '1',
        department: '消化内科',
        phone: '0791-100',
        role: 'county',
      },
      ward: { facilityName: '省立医院', facilityCode: 'SLYY', wardName: '肝衰竭病房', phone: '0791-200' },
      doctor: { displayName: '王医生', title: '主治医师', phone: '13900000000' },
      advice: null,
      management: { failures: null, lines: [] },
      patient: {
        ...blankPatient(),
        ...part.person,
        identity: part.identity,
        contact: part.contact,
        hospitalNumbers: { ...part.numbers, record: '' },
        ageYears: null,
      },
      episode: {
        id: part.episodeId,
        patientId: part.referralId,
        version: 1,
        createdAt: part.signedAt,
        closedAt: null,
        encounter: 'inpatient',
        firstPresentationAt: part.signedAt,
        firstPresentationSource: 'triage',
        aetiologies: part.aetiologies,
        aetiologyText: part.reasonText.slice(0, 20),
        cirrhosis: { state: part.state, basis: [] },
        decompensated: part.state,
        cholestatic: 'unknown',
        acutePresentation: ['jaundice'],
        precipitants: [],
        antiviral: { drug: '', startedOn: null, stoppedOn: null },
      },
      findings: part.findings,
      observations: part.labs,
      assessments: part.scores.map(({ row, result, missing, refused }) => ({
        ...row,
        patientId: part.referralId,
        episodeId: part.episodeId,
        scoreVersion: '1',
        inputs: [
          { key: 'tbil', value: 1, comparator: null, sampledAt: null, sourceId: firstLab },
          { key: 'cirrhosis', value: true, comparator: null, sampledAt: null, sourceId: part.episodeId },
          { key: 'sex', value: 'male', comparator: null, sampledAt: null, sourceId: null },
        ],
        outcome: { ...result, missing, notes: [], refused: refused ? { code: refused, message: refused } : null },
      })),
      treatments: part.treatments,
      form: {
        ...blank,
        urgency: part.urgency,
        impression: part.impression,
        reasons: ['high-risk'],
        reasonText: part.reasonText,
        purpose: part.purpose,
        sharing: {
          care: part.care,
          registry: part.registry,
          emergencyBasis: part.basis,
          signer: part.signer,
          relation: '',
          at: part.signedAt,
          textVersion: SHARING_TEXT_VERSION,
        },
      },
      ...blankDeparture(),
      summary: { isEdited: false, zh: blankSbar(), en: blankSbar() },
      attachments: [],
      missing: [],
      incompleteReason: part.incompleteReason,
      signedAt: part.signedAt,
      softwareVersion: '0.1.0',
    }) as SignedPacket;
  });

export const signedPackets = packet;

export const writingOf = (model: SignedPacket, more: Partial<Writing> = {}): Writing => ({
  uris: fhirUris('https://ganqiao.example/fhir'),
  facilityCode: model.facility.code,
  softwareVersion: model.softwareVersion,
  patientId: model.episode.patientId,
  sendResidentId: false,
  emitUncheckedLoinc: false,
  ...more,
});

/** One packet, always the same for a seed. */
export const samplePacket = (seed = 7): SignedPacket => {
  const [model] = fc.sample(signedPackets, { numRuns: 1, seed });
  if (!model) throw new Error('no packet');
  return model;
};
