import { useTranslation } from 'react-i18next';
import type { ImportPreview, PatientComparison } from '../../../shared/records/lab-import.ts';
import { type Patient, patientAge } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import { useNow } from '../../ui/use-now.ts';

const FACTS = ['name', 'sex', 'number', 'age'] as const;

/** The patients of the file beside the open one, fact by fact: what agrees, and what stopped the import. */
export function PatientCheck({ preview, patient }: { preview: ImportPreview; patient: Patient }) {
  const { t } = useTranslation();
  const { patients, others, problem } = preview;
  const today = wallDay(useNow());
  const sexOf = (sex: PatientComparison['patient']['sex']) => (sex === null ? '' : t(`patient.sex.${sex}`));
  const written = ({ name, sex, mrn, age }: PatientComparison['patient']) => ({
    name: name ?? '',
    sex: sexOf(sex),
    number: mrn ?? '',
    age: age === null ? '' : t('labImport.match.years', { age }),
  });
  const ourAge = patientAge(patient, today);
  const open = {
    name: patient.name,
    sex: patient.sex === 'male' || patient.sex === 'female' ? sexOf(patient.sex) : '',
    number: Object.values(patient.hospitalNumbers)
      .filter(number => number !== '')
      .join(' / '),
    age: ourAge === null ? '' : t('labImport.match.years', { age: ourAge }),
  };
  return (
    <div className="import-patients" data-testid="patient-check">
      {problem === null ? null : (
        <p className="note">{t('labImport.match.nearest', { count: patients.length, patients: others.patients })}</p>
      )}
      <table className="list-table">
        <thead>
          <tr>
            <th scope="col" />
            {FACTS.map(fact => (
              <th key={fact} scope="col">
                {t(`labImport.match.${fact}`)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('labImport.match.rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('labImport.match.open')}</th>
            {FACTS.map(fact => (
              <td key={fact}>{open[fact] || t('labImport.match.none')}</td>
            ))}
            <td />
          </tr>
          {patients.map(comparison => (
            <tr key={JSON.stringify(comparison.patient)}>
              <th scope="row">{t('labImport.match.file')}</th>
              {FACTS.map(fact => (
                <td key={fact} className={comparison[fact] === 'differs' ? 'import-differs' : undefined}>
                  {written(comparison.patient)[fact]} <small>{t(`labImport.match.${comparison[fact]}`)}</small>
                </td>
              ))}
              <td className="number">{comparison.rows}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One line where the file's patient is the open one: who, and what does not agree. */
export function PatientLine({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation();
  const { patients, others } = preview;
  const differing = FACTS.filter(fact => patients.some(comparison => comparison[fact] === 'differs'));
  return (
    <p className="import-patient-line">
      {t('labImport.match.agreed')}{' '}
      {patients.map(({ patient }) => (
        <span key={JSON.stringify(patient)}>
          {[
            patient.name,
            patient.sex === null ? null : t(`patient.sex.${patient.sex}`),
            patient.age === null ? null : t('labImport.match.years', { age: patient.age }),
            patient.mrn,
          ]
            .filter(part => part !== null)
            .join(' ')}{' '}
        </span>
      ))}
      {others.rows > 0 ? (
        <span className="note" data-testid="other-patients">
          {t('labImport.match.others', others)}
        </span>
      ) : null}
      {differing.length > 0 ? (
        <span className="import-caution" role="alert" data-testid="patient-caution">
          {t('labImport.match.caution', {
            what: differing.map(fact => t(`labImport.match.${fact}`)).join(t('ui.listComma')),
          })}
        </span>
      ) : null}
    </p>
  );
}
