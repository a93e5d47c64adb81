import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { wallDay } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { useChangeDraft } from '../../app/use-change-draft.ts';
import { DraftNote } from '../../ui/draft-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { SuspectsNote } from '../identity/suspects-note.tsx';
import { ChangeActions } from './change-actions.tsx';
import { usePatientCase } from './patient-case.ts';
import { draftOfPatient, fieldsOf, patientLacks, restorePatientDraft } from './patient-draft.ts';
import { patientFieldNames } from './patient-field-names.ts';
import { PatientForm } from './patient-form.tsx';

/** Changing what is known about a person; the version before stays. */
export default function EditPatientPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const today = wallDay(useNow());
  const { patient } = usePatientCase();
  const draft = useChangeDraft(
    `patient:${patient.id}`,
    patient.version,
    () => draftOfPatient(patient),
    restorePatientDraft,
  );
  const back = () => void navigate(`/patients/${patient.id}`);
  const update = useMutation(
    api.patients.update.mutationOptions({
      onSuccess: async () => {
        await draft.giveUp();
        back();
      },
    }),
  );
  if (!draft.ready) return null;

  return (
    <div className="page" data-testid="edit-patient-page">
      <div className="page-head">
        <h1>{t('patient.edit.title')}</h1>
      </div>
      <DraftNote restored={draft.restored} savedAt={draft.savedAt} onDiscard={() => void draft.giveUp().then(back)} />
      <PatientForm draft={draft.form} today={today} onChange={draft.changeForm} />
      <SuspectsNote draft={draft.form} today={today} except={patient.id} onChange={draft.changeForm} />
      <ChangeActions
        draft={draft}
        label={t('patient.edit.save')}
        reason={{ label: t('patient.edit.reason'), testId: 'edit-reason' }}
        onSave={() =>
          update.mutate({
            id: patient.id,
            version: draft.version,
            fields: fieldsOf(draft.form, today),
            reason: draft.reason,
            distinctFrom: [...draft.form.distinctFrom],
          })
        }
        onLeave={back}
        pending={update.isPending}
        missing={patientLacks(draft.form).map(lack => t(`patient.need.${lack}`))}
        error={update.error}
        fieldNames={patientFieldNames(t)}
        testId="save-patient"
      />
    </div>
  );
}
