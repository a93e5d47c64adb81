import { describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { dueAt, missingFields } from '../../../shared/referral/completeness.ts';
import { blankDeparture } from '../../../shared/referral/departure-record.ts';
import { DEPARTURE_RULES } from '../../../shared/referral/departure-rules.ts';
import { FIELD_GROUPS, STEPS, stepOf } from '../../../shared/referral/field-groups.ts';
import { blankReferralForm } from '../../../shared/referral/form.ts';
import { blankTransportRecord, oxygenShortfall } from '../../../shared/referral/transport-record.ts';

const full = samplePacket('full');

/** A record in which nothing was answered that can be left unanswered. */
const empty = {
  ...full,
  ...blankDeparture(),
  facility: { ...full.facility, name: '-', seniorApproval: true },
  doctor: { displayName: '', title: '', phone: '' },
  ward: null,
  patient: {
    ...full.patient,
    ...{ name: ' ', sex: 'unknown' as const, birthDate: null, estimatedAge: null, address: '', phone: '' },
    ...{ insurance: null, hospitalNumbers: { inpatient: '', outpatient: '', record: '' } },
    contact: { name: '', relation: '', phone: '' },
  },
  episode: {
    ...full.episode,
    ...{ aetiologies: ['other' as const], aetiologyText: '', acutePresentation: [] },
    cirrhosis: { state: 'yes' as const, basis: [] },
  },
  findings: [],
  observations: [],
  assessments: [],
  form: blankReferralForm(),
};

const groups = (missing: readonly { group: number }[]) => new Set(missing.map(({ group }) => group));

describe('the 70 field groups', () => {
  it('are 70, each once, each in a step of the composer', () => {
    expect(FIELD_GROUPS.map(({ group }) => group)).toEqual(Array.from({ length: 70 }, (_, i) => i + 1));
    for (const { group } of FIELD_GROUPS) expect(STEPS).toContain(stepOf(group));
  });

  it('that must be there at signing are asked for, unless the program or the record always has them', () => {
    const asked = groups(missingFields(empty));
    const mustAtSigning = FIELD_GROUPS.filter(({ requirement, due }) => requirement === 'M' && due === 'S');
    const unasked = mustAtSigning.map(({ group }) => group).filter(group => !asked.has(group));
    // number, direction, time of the request by the program; T0 and visit type of every episode; allergy has three states
    expect(unasked).toEqual([1, 2, 4, 5, 11, 27]);
    expect(asked.has(8)).toBe(true); // demanded by this hospital
  });

  it('that must be there at departure or handover are asked for then', () => {
    for (const due of ['D', 'H'] as const) {
      const asked = groups(dueAt(due, empty));
      const must = FIELD_GROUPS.filter(row => row.requirement === 'M' && row.due === due);
      expect(must.map(({ group }) => group).filter(group => !asked.has(group))).toEqual([]);
    }
  });

  it('belong to the rule that asks for them, in requirement and time', () => {
    for (const [field, { group, due }] of Object.entries(DEPARTURE_RULES))
      expect(FIELD_GROUPS[group - 1], field).toMatchObject({ due });
    for (const { group, field } of missingFields(empty))
      expect(FIELD_GROUPS[group - 1], field).toMatchObject({ due: 'S' });
  });
});

describe('completeness at departure', () => {
  const departing = {
    ...full,
    ...blankDeparture(),
    consent: full.consent,
    transport: full.transport,
    calls: full.calls,
  };
  const missing = (change: Partial<typeof departing>) => dueAt('D', { ...departing, ...change }).map(m => m.field);

  it('finds nothing missing in a well-kept record', () => {
    expect(missing({})).toEqual([]);
  });

  it('asks for a doctor beside the nurse in grades I and II, not in III', () => {
    const escorts = full.transport.escorts.filter(({ role }) => role === 'nurse');
    expect(missing({ transport: { ...full.transport, escorts } })).toEqual(['escorts']);
    expect(missing({ transport: { ...full.transport, escorts, grade: 'III' } })).toEqual([]);
    const untrained = escorts.map(each => ({ ...each, criticalCare: false }));
    expect(missing({ transport: { ...full.transport, escorts: untrained, grade: 'III' } })).toEqual(['escorts']);
  });

  it('asks for the rates of a patient on vasopressors and the airway of one who is ventilated', () => {
    const [row] = full.findings;
    if (!row) throw new Error('no finding');
    const seen = (code: string, value: unknown) =>
      [...full.findings, { ...row, id: row.id, code, value, observedAt: '2026-11-22T09:50:00+08:00' }] as never;
    expect(missing({ findings: seen('vasopressor', true) })).toEqual(['vasoactives']);
    const transport = { ...full.transport, airway: '' };
    expect(missing({ findings: seen('ventilation', 'respiratory'), transport })).toEqual(['airway']);
    expect(missing({ transport })).toEqual([]);
  });

  it('counts the oxygen against the journey and half an hour', () => {
    const supplies = (oxygenMinutes: number | null, journeyMinutes: number | null) =>
      oxygenShortfall({ supplies: { ...full.transport.supplies, oxygenMinutes, journeyMinutes } });
    expect(supplies(209, 180)).toBe(1);
    expect(supplies(210, 180)).toBe(0);
    expect(supplies(null, 180)).toBeNull();
    const blank = blankTransportRecord();
    expect(missing({ transport: { ...full.transport, supplies: blank.supplies } })).toEqual(['supplies']);
  });

  it('takes the responsible person of the institution where nobody can sign', () => {
    const signer = { ...full.consent.signer, role: 'institution' as const, relation: '', idNumber: '', phone: '' };
    expect(missing({ consent: { ...full.consent, signer } })).toEqual([]);
    expect(missing({ consent: { ...full.consent, signer, witness: '' } })).toEqual(['informingDoctor']);
  });
});
