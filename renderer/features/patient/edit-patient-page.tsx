import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ChangePatient } from './change-patient.tsx';
import { usePatientCase } from './patient-case.ts';

/** Changing what is known about a person. */
export default function EditPatientPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { patient } = usePatientCase();
  return (
    <div className="page" data-testid="edit-patient-page">
      <div className="page-head">
        <h1>{t('patient.edit.title')}</h1>
      </div>
      <ChangePatient patient={patient} onDone={() => void navigate(`/patients/${patient.id}`)} />
    </div>
  );
}
