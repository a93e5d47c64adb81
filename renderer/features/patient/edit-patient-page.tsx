import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { wallDay } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';
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
  const [reason, setReason] = useState('');
  const [initial] = useState(() => draftOfPatient(patient));
  const draft = useDraft(`patient:${patient.id}`, initial, restorePatientDraft);
  const back = () => void navigate(`/patients/${patient.id}`);
  const update = useMutation(
    api.patients.update.mutationOptions({
      onSuccess: async () => {
        await draft.discard().catch(() => undefined);
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
      <PatientForm draft={draft.value} today={today} onChange={draft.change} />
      <div className="form-grid">
        <div className="form-wide">
          <Field label={t('patient.edit.reason')}>
            <TextField value={reason} onChange={setReason} testId="edit-reason" />
          </Field>
        </div>
      </div>
      <PrimaryAction
        label={t('patient.edit.save')}
        onRun={() =>
          update.mutate({ id: patient.id, version: patient.version, fields: fieldsOf(draft.value, today), reason })
        }
        pending={update.isPending}
        missing={patientLacks(draft.value).map(lack => t(`patient.need.${lack}`))}
        error={update.error}
        fieldNames={patientFieldNames(t)}
        beside={
          <>
            <SavedMark savedAt={draft.savedAt} saving={draft.saving} error={draft.error} />
            <button
              type="button"
              className="quiet-button"
              onClick={() =>
                void draft
                  .discard()
                  .catch(() => undefined)
                  .then(back)
              }
            >
              {t('patient.edit.cancel')}
            </button>
          </>
        }
        testId="save-patient"
      />
    </div>
  );
}
