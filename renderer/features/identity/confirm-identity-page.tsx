import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate } from 'react-router';
import { wallDay } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { usePatientCase } from '../patient/patient-case.ts';
import { draftOfPatient, fieldsOf, patientLacks, restorePatientDraft } from '../patient/patient-draft.ts';
import { patientFieldNames } from '../patient/patient-field-names.ts';
import { PatientForm } from '../patient/patient-form.tsx';
import { SuspectsNote } from './suspects-note.tsx';

/** An unnamed patient gets a name; the number in place of one stays in the record and is still found. */
export default function ConfirmIdentityPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const today = wallDay(useNow());
  const { patient } = usePatientCase();
  const [reason, setReason] = useState('');
  const [initial] = useState(() =>
    draftOfPatient({
      ...patient,
      name: '',
      identity: { kind: 'resident-id', number: patient.identity.number },
      identityStatus: 'claimed',
    }),
  );
  const draft = useDraft(`confirm:${patient.id}`, initial, restorePatientDraft);
  const back = () => void navigate(`/patients/${patient.id}`);
  const confirm = useMutation(
    api.identity.confirm.mutationOptions({
      onSuccess: async () => {
        await draft.discard().catch(() => undefined);
        back();
      },
    }),
  );
  if (!draft.ready) return null;
  if (!patient.unnamed) return <Navigate to={`/patients/${patient.id}`} replace />;
  const lacks = patientLacks(draft.value);

  return (
    <div className="page" data-testid="confirm-identity-page">
      <div className="page-head">
        <h1>{t('identity.confirm.title')}</h1>
        <span className="note">{t('identity.confirm.note', { name: patient.name })}</span>
      </div>
      <PatientForm draft={draft.value} today={today} onChange={draft.change} />
      <div className="form-grid">
        <div className="form-wide">
          <Field label={t('identity.confirm.reason')}>
            <TextField value={reason} onChange={setReason} testId="confirm-reason" />
          </Field>
        </div>
      </div>
      <SuspectsNote draft={draft.value} today={today} except={patient.id} onChange={draft.change} />
      <PrimaryAction
        label={t('identity.confirm.save')}
        onRun={() =>
          confirm.mutate({
            id: patient.id,
            version: patient.version,
            fields: fieldsOf(draft.value, today),
            reason,
            distinctFrom: [...draft.value.distinctFrom],
          })
        }
        pending={confirm.isPending}
        missing={lacks.map(lack => (lack === 'name' ? t('identity.confirm.lack') : t(`patient.need.${lack}`)))}
        error={confirm.error}
        fieldNames={patientFieldNames(t)}
        beside={
          <>
            <SavedMark savedAt={draft.savedAt} saving={draft.saving} error={draft.error} />
            <button type="button" className="quiet-button" onClick={back}>
              {t('patient.edit.cancel')}
            </button>
          </>
        }
        testId="save-identity"
      />
    </div>
  );
}
