import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Patient } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { useChangeDraft } from '../../app/use-change-draft.ts';
import { DraftNote } from '../../ui/draft-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { SuspectsNote } from '../identity/suspects-note.tsx';
import { ChangeActions } from './change-actions.tsx';
import { draftOfPatient, fieldsOf, patientLacks, restorePatientDraft } from './patient-draft.ts';
import { patientFieldNames } from './patient-field-names.ts';
import { PatientForm, type PatientPart } from './patient-form.tsx';

interface ChangePatientProps {
  patient: Patient;
  onDone(): void;
  /** One part of the sheet, within another page. */
  only?: PatientPart;
}

/** What is known of a person anew, with the reason; the version before stays. */
export function ChangePatient({ patient, onDone, only }: ChangePatientProps) {
  const { t } = useTranslation();
  const today = wallDay(useNow());
  const draft = useChangeDraft(
    `patient:${patient.id}`,
    patient.version,
    () => draftOfPatient(patient),
    restorePatientDraft,
  );
  const update = useMutation(
    api.patients.update.mutationOptions({
      onSuccess: async () => {
        await draft.giveUp();
        onDone();
      },
    }),
  );
  if (!draft.ready) return null;
  return (
    <>
      <DraftNote restored={draft.restored} savedAt={draft.savedAt} onDiscard={() => void draft.giveUp().then(onDone)} />
      <PatientForm draft={draft.form} today={today} onChange={draft.changeForm} only={only} />
      {only === undefined || only === 'identity' ? (
        <SuspectsNote draft={draft.form} today={today} except={patient.id} onChange={draft.changeForm} />
      ) : null}
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
        onLeave={onDone}
        pending={update.isPending}
        missing={patientLacks(draft.form).map(lack => t(`patient.need.${lack}`))}
        error={update.error}
        fieldNames={patientFieldNames(t)}
        testId="save-patient"
        isInline={only !== undefined}
      />
    </>
  );
}
