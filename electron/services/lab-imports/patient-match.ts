import type { PatientComparison } from '../../../shared/records/lab-import.ts';
import { normaliseName } from '../../../shared/records/name-text.ts';
import { type PatientFields, patientAge } from '../../../shared/records/patient.ts';
import type { Day } from '../../../shared/records/time.ts';
import { foldTight } from '../lis/fold.ts';
import type { ExportPatient } from '../lis/lab-export.ts';

/** What is known of the open patient, for the comparison; plain data, since it goes to a thread. */
export type MatchPerson = Pick<PatientFields, 'sex' | 'birthDate' | 'estimatedAge'> & {
  /** As their records are called now; several where records were merged. */
  readonly names: readonly string[];
  /** May have been a mistake, so they count only beside a number that agrees. */
  readonly formerNames: readonly string[];
  readonly numbers: readonly string[];
};

export type Agreements = Pick<PatientComparison, 'name' | 'sex' | 'number' | 'age'>;

const AGE_TOLERANCE = 1;

const agreement = (isKnown: boolean, isSame: boolean): 'same' | 'differs' | 'absent' =>
  isKnown ? (isSame ? 'same' : 'differs') : 'absent';

const nameKey = (name: string): string => foldTight(normaliseName(name)).replace(/[\u00b7.]/g, '');

/**
 * The patient of a row beside the open one.
 * @param on the day of the sample, else today
 */
export function compare(person: MatchPerson, { name, sex, mrn, age }: ExportPatient, on: Day): Agreements {
  const numbers = person.numbers.map(foldTight).filter(each => each !== '');
  const number = agreement(mrn !== null && numbers.length > 0, numbers.includes(foldTight(mrn ?? '')));
  const names = [...person.names, ...(number === 'same' ? person.formerNames : [])].filter(each => each !== '');
  const hasSex = person.sex === 'male' || person.sex === 'female';
  // An estimate says nothing of the days before it was made.
  const ourAge = patientAge(person, person.estimatedAge && person.estimatedAge.on > on ? person.estimatedAge.on : on);
  return {
    name: agreement(name !== null && names.length > 0, names.map(nameKey).includes(nameKey(name ?? ''))),
    sex: agreement(sex !== null && hasSex, sex === person.sex),
    number,
    age: agreement(age !== null && ourAge !== null, Math.abs((age ?? 0) - (ourAge ?? 0)) <= AGE_TOLERANCE),
  };
}

export const countSame = ({ name, sex, number }: Agreements): number =>
  [name, sex, number].filter(each => each === 'same').length;

/** Two of three, and no age that contradicts (records-and-forms.md 6.13). */
export const isSamePatient = (agreements: Agreements): boolean =>
  countSame(agreements) >= 2 && agreements.age !== 'differs';
