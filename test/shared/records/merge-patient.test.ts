import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  bothAllergies,
  CHOSEN_PARTS,
  mergedFields,
  PATIENT_PARTS,
  partOf,
  unmergedFields,
} from '../../../shared/records/merge-patient.ts';
import { blankPatient, type PatientFields } from '../../../shared/records/patient.ts';

const text = fc.constantFrom('', '一', '二', '三');
const person: fc.Arbitrary<PatientFields> = fc
  .record({
    name: fc.constantFrom('甲', '乙', '丙'),
    sex: fc.constantFrom('male' as const, 'female' as const, 'unknown' as const),
    phone: text,
    address: text,
    birthDate: fc.constantFrom(null, '1960-01-01', '1961-01-01'),
    number: text,
    inpatient: text,
    allergy: fc.record({ state: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const), text }),
  })
  .map(({ number, inpatient, ...fields }) => ({
    ...blankPatient(),
    ...fields,
    identity: { kind: 'resident-id', number },
    hospitalNumbers: { inpatient, outpatient: '', record: '' },
  }));

it('covers every field of a patient, each in one part', () => {
  const fields = PATIENT_PARTS.flatMap(part => Object.keys(partOf(blankPatient(), part)));
  expect(fields.toSorted()).toEqual(Object.keys(blankPatient()).toSorted());
});

it('gives the survivor back exactly when nobody changed anything after the merge', () => {
  fc.assert(
    fc.property(person, person, fc.subarray(CHOSEN_PARTS), (survivor, other, taken) => {
      const after = mergedFields(survivor, other, taken);
      expect(unmergedFields({ before: survivor, after, present: after })).toEqual(survivor);
    }),
  );
});

it('keeps each part that was changed after the merge, and only that', () => {
  fc.assert(
    fc.property(
      person,
      person,
      fc.subarray(CHOSEN_PARTS),
      person,
      fc.constantFrom(...PATIENT_PARTS),
      (survivor, other, taken, later, part) => {
        const after = mergedFields(survivor, other, taken);
        const present = { ...after, ...partOf(later, part) };
        const undone = unmergedFields({ before: survivor, after, present });
        const wasChanged = JSON.stringify(partOf(present, part)) !== JSON.stringify(partOf(after, part));
        expect(undone).toEqual({ ...survivor, ...(wasChanged ? partOf(later, part) : {}) });
      },
    ),
  );
});

it('never loses an allergy', () => {
  fc.assert(
    fc.property(person, person, ({ allergy: a }, { allergy: b }) => {
      const both = bothAllergies(a, b);
      for (const one of [a, b]) {
        if (one.state !== 'yes') continue;
        expect(both.state).toBe('yes');
        expect(both.text).toContain(one.text.trim());
      }
      expect(bothAllergies(b, a).state).toBe(both.state);
    }),
  );
});
