import type { Patient } from '../../../shared/records/patient.ts';
import type { Reader } from '../database/store.ts';
import { formerNames } from '../patients/former-names.ts';
import { readPatientBody } from '../patients/patient-body.ts';
import { recordsOf } from '../patients/same-person.ts';
import type { MatchPerson } from './patient-match.ts';

/** What is known of a patient for the comparison, from their record and from those merged into it. */
export function matchPerson(read: Reader, { id, sex, birthDate, estimatedAge }: Patient): MatchPerson {
  const records = recordsOf(read, id);
  const bodies = records.flatMap(record => {
    const row = read.first(read.query.selectFrom('patient').select('body_json').where('id', '=', record));
    return row ? [readPatientBody(row.body_json)] : [];
  });
  return {
    names: bodies.map(({ name }) => name),
    formerNames: records.flatMap(record => formerNames(read, record).map(({ name }) => name)),
    numbers: bodies.flatMap(({ hospitalNumbers }) => Object.values(hospitalNumbers)).filter(number => number !== ''),
    sex,
    birthDate,
    estimatedAge,
  };
}
