import { describe, expect, it } from 'vitest';
import {
  blankPatientDraft,
  draftOfPatient,
  fieldsOf,
  idDoubts,
  idOffer,
  type PatientDraft,
  patientLacks,
  readAge,
  restorePatientDraft,
  takeOffer,
} from '../../../renderer/features/patient/patient-draft.ts';
import { PatientFields } from '../../../shared/records/patient.ts';

const TODAY = '2026-11-22';
const draft = (fields: Partial<PatientFields>, rest: Partial<PatientDraft> = {}): PatientDraft => {
  const blank = blankPatientDraft();
  return { ...blank, ...rest, fields: { ...blank.fields, ...fields } };
};
const withNumber = (number: string, fields: Partial<PatientFields> = {}) =>
  draft({ identity: { kind: 'resident-id', number }, ...fields });

describe('identity number on the form', () => {
  it('warns of a wrong check character until somebody keeps the number, and never lacks anything for it', () => {
    const wrong = withNumber('110105194912310021', { name: '测试' });
    expect(idDoubts(wrong, TODAY)).toEqual({ warnings: ['check-character'], isKept: false });
    expect(patientLacks(wrong)).toEqual([]);
    const kept = { ...wrong, keptNumber: '110105194912310021' };
    expect(idDoubts(kept, TODAY)).toEqual({ warnings: ['check-character'], isKept: true });
    const changed = { ...withNumber('110105194912310022'), keptNumber: '110105194912310021' };
    expect(idDoubts(changed, TODAY).isKept).toBe(false);
  });

  it('stores a number with the doubts that it was saved with', () => {
    expect(fieldsOf(withNumber('110105194912310021', { name: '测试' }), TODAY).identityDoubts).toEqual([
      'check-character',
    ]);
    expect(fieldsOf(withNumber('11010519491231002X', { name: '测试' }), TODAY).identityDoubts).toEqual([]);
  });

  it('checks a document by its own rule', () => {
    expect(idDoubts(draft({ identity: { kind: 'passport', number: 'G12345678' } }), TODAY).warnings).toEqual([]);
    expect(idDoubts(draft({ identity: { kind: 'passport', number: 'G1' } }), TODAY).warnings).toEqual(['format']);
  });

  it('offers birth date and sex where nothing is filled in', () => {
    expect(idOffer(withNumber('11010519491231002X'), TODAY)).toEqual({
      birthDate: '1949-12-31',
      sex: 'female',
      differs: false,
    });
  });

  it('says that the offer differs from what was typed, and offers only what differs', () => {
    const typed = withNumber('11010519491231002X', { birthDate: '1950-01-01', sex: 'female' });
    expect(idOffer(typed, TODAY)).toEqual({ birthDate: '1949-12-31', sex: null, differs: true });
    const estimated = { ...withNumber('11010519491231002X', { sex: 'female' }), ageText: '70' };
    expect(idOffer(estimated, TODAY)).toMatchObject({ differs: true });
    expect(idOffer(withNumber('11010519491231002X', { birthDate: '1949-12-31', sex: 'female' }), TODAY)).toBeNull();
  });

  it('offers nothing from a number with a wrong check', () => {
    expect(idOffer(withNumber('110105194912310021'), TODAY)).toBeNull();
  });

  it('takes the offer over, and the estimate then goes', () => {
    const taken = takeOffer(
      { ...withNumber('11010519491231002X'), ageText: '70' },
      { birthDate: '1949-12-31', sex: 'female' },
    );
    expect(taken).toMatchObject({ ageText: '', fields: { birthDate: '1949-12-31', sex: 'female' } });
  });
});

describe('the patient form', () => {
  it('reads an age in whole years', () => {
    expect(readAge('')).toBeNull();
    expect(readAge('５８岁')).toBe(58);
    expect(readAge('0')).toBe(0);
    expect(readAge('120')).toBe(120);
    for (const text of ['121', '5.5', '-1', 'abc']) expect(readAge(text)).toBeUndefined();
  });

  it('needs a name, a readable age, and the substance of an allergy', () => {
    expect(patientLacks(blankPatientDraft())).toEqual(['name']);
    expect(patientLacks(draft({ name: '甲' }, { ageText: 'x' }))).toEqual(['age']);
    expect(patientLacks(draft({ name: '甲', birthDate: '1968-03-12' }, { ageText: 'x' }))).toEqual([]);
    expect(patientLacks(draft({ name: '𠅤'.repeat(50) }))).toEqual([]);
    expect(patientLacks(draft({ name: '甲'.repeat(51) }))).toEqual(['nameLength']);
    expect(patientLacks(draft({ name: '甲', allergy: { state: 'yes', text: ' ' } }))).toEqual(['allergyText']);
  });

  it('stores what the contract accepts, in its stored form', () => {
    const fields = fieldsOf(
      draft(
        { name: ' 迪丽•热巴 ', identity: { kind: 'resident-id', number: '１１０１０５１９４９１２３１００２ｘ' } },
        { ageText: '58' },
      ),
      TODAY,
    );
    expect(fields).toMatchObject({
      name: '迪丽·热巴',
      identity: { number: '11010519491231002X' },
      estimatedAge: { years: 58, on: TODAY },
    });
    expect(PatientFields.safeParse(fields).success).toBe(true);
  });

  it('drops the estimate where a birth date is known, and keeps the day of an unchanged estimate', () => {
    expect(fieldsOf(draft({ name: '甲', birthDate: '1968-03-12' }, { ageText: '58' }), TODAY).estimatedAge).toBeNull();
    const before = draftOfPatient(draft({ name: '甲', estimatedAge: { years: 58, on: '2025-01-01' } }).fields);
    expect(fieldsOf(before, TODAY).estimatedAge).toEqual({ years: 58, on: '2025-01-01' });
    expect(fieldsOf({ ...before, ageText: '59' }, TODAY).estimatedAge).toEqual({ years: 59, on: TODAY });
  });

  it('comes back from a stored draft as it was left', () => {
    const left = draft({ name: '', phone: '138' }, { ageText: '5x', keptNumber: '1' });
    expect(restorePatientDraft(JSON.parse(JSON.stringify(left)))).toEqual(left);
    for (const body of [null, 1, {}, { ageText: '' }, { ageText: '', fields: {} }])
      expect(restorePatientDraft(body)).toBeNull();
  });
});
