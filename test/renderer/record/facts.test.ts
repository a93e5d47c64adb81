import { describe, expect, it } from 'vitest';
import { changedFacts, episodeFacts, patientFacts } from '../../../renderer/features/record/facts.ts';
import { createI18n } from '../../../shared/i18n/i18n.ts';
import type { EpisodeFields } from '../../../shared/records/episode.ts';
import { blankPatient, PatientFields } from '../../../shared/records/patient.ts';

const { t } = createI18n('en');

const EPISODE: EpisodeFields = {
  encounter: 'emergency',
  firstPresentationAt: '2026-11-22T01:00:00.000Z',
  firstPresentationSource: 'triage',
  aetiologies: ['hbv'],
  aetiologyText: '',
  cirrhosis: { state: 'yes', basis: ['ultrasound'] },
  decompensated: 'no',
  cholestatic: 'no',
  acutePresentation: [],
  precipitants: [],
  antiviral: { drug: '', startedOn: null, stoppedOn: null },
};

describe('what a change of the record did', () => {
  it('is old and new of each fact that differs, and of no other', () => {
    const moved = { ...EPISODE, firstPresentationAt: '2026-11-22T00:30:00.000Z', precipitants: ['alcohol' as const] };
    expect(changedFacts(episodeFacts(EPISODE, t), episodeFacts(moved, t))).toEqual([
      { label: 'First presentation T0', from: '2026-11-22 09:00', to: '2026-11-22 08:30' },
      { label: 'Precipitants', from: '', to: 'Alcohol' },
    ]);
  });

  it('shows changed numbers of a person masked on both sides', () => {
    const before = { ...blankPatient(), phone: '13800001234' };
    const facts = (fields: typeof before) => patientFacts(fields, t, 'en');
    expect(changedFacts(facts(before), facts({ ...before, phone: '13899991234' }))).toEqual([
      { label: 'Phone of patient', from: '138****1234', to: '138****1234' },
    ]);
  });

  it('tells every field of the two forms apart: a change of any one is seen', () => {
    // Kept with the record, not asked: whether the name is a number, and the doubts about the identity number.
    const told = Object.keys(PatientFields.shape).filter(key => !['unnamed', 'identityDoubts'].includes(key));
    const other: Record<string, unknown> = {
      ...{ name: 'A', sex: 'male', birthDate: '1970-01-01', estimatedAge: { years: 50, on: '2026-01-01' } },
      ...{
        identity: { kind: 'passport', number: 'E1' },
        identityStatus: 'verified',
        phone: '1',
        contact: { name: 'B' },
      },
      ...{ hospitalNumbers: { inpatient: '7' }, region: '11', address: 'x', registeredRegion: '12' },
      ...{ registeredAddress: 'y', insurance: 'public', insuranceNumber: '9', remoteInsurance: 'yes' },
      ...{ ethnicity: '01', nationality: 'CN', maritalStatus: 'married', occupation: 'farmer' },
      ...{ languageNeeds: 'z', allergy: { state: 'yes', text: 'w' } },
    };
    for (const key of told) {
      const blank = blankPatient() as unknown as Record<string, unknown>;
      const value = other[key];
      const changed = {
        ...blank,
        [key]: typeof value === 'object' && value !== null ? { ...(blank[key] as object), ...value } : value,
      } as unknown as PatientFields;
      const seen = changedFacts(patientFacts(blankPatient(), t, 'en'), patientFacts(changed, t, 'en'));
      expect([key, seen.length > 0]).toEqual([key, true]);
    }
  });
});
