import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { wallClock, wallDay } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { SuspectsNote } from '../identity/suspects-note.tsx';
import { UnnamedSheet } from '../identity/unnamed-sheet.tsx';
import { blankPatientDraft, fieldsOf, patientLacks, restorePatientDraft } from './patient-draft.ts';
import { patientFieldNames } from './patient-field-names.ts';
import { PatientForm } from './patient-form.tsx';

const BLANK = blankPatientDraft();

/** A new person; saving goes on to the episode, because the clock runs from there. */
export default function NewPatientPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const today = wallDay(useNow());
  const [isUnnamed, setUnnamed] = useState(false);
  const draft = useDraft('patient:new', BLANK, restorePatientDraft);
  const create = useMutation(
    api.patients.create.mutationOptions({
      onSuccess: async patient => {
        await draft.discard().catch(() => undefined); // the patient is stored; an old draft does no harm
        void navigate(`/patients/${patient.id}/episode`, { replace: true });
      },
    }),
  );
  if (!draft.ready) return null;
  const lacks = patientLacks(draft.value);

  return (
    <div className="page" data-testid="new-patient-page">
      <div className="page-head">
        <h1>{t('patient.new.title')}</h1>
        <span className="steps">
          <span aria-current="step">{t('patient.new.steps.patient')}</span>
          <span>{t('patient.new.steps.episode')}</span>
        </span>
        {isUnnamed ? null : (
          <button type="button" className="quiet-button" onClick={() => setUnnamed(true)} data-testid="unnamed">
            {t('identity.unnamed.open')}
          </button>
        )}
        {draft.restored && draft.savedAt ? (
          <span className="note" data-testid="draft-restored">
            {t('patient.new.restored', { time: wallClock(draft.savedAt) })}{' '}
            <button type="button" className="quiet-button" onClick={() => draft.change(BLANK)}>
              {t('patient.new.startOver')}
            </button>
          </span>
        ) : null}
      </div>
      {isUnnamed ? <UnnamedSheet onCancel={() => setUnnamed(false)} /> : null}
      {isUnnamed ? null : (
        <>
          <PatientForm draft={draft.value} today={today} onChange={draft.change} />
          <SuspectsNote draft={draft.value} today={today} except={null} onChange={draft.change} />
          <PrimaryAction
            label={t('patient.new.save')}
            onRun={() =>
              create.mutate({ ...fieldsOf(draft.value, today), distinctFrom: [...draft.value.distinctFrom] })
            }
            pending={create.isPending}
            missing={lacks.map(lack => t(`patient.need.${lack}`))}
            error={create.error}
            fieldNames={patientFieldNames(t)}
            beside={<SavedMark savedAt={draft.savedAt} saving={draft.saving} error={draft.error} />}
            testId="save-patient"
          />
        </>
      )}
    </div>
  );
}
