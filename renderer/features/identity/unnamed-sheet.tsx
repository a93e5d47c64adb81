import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Sex } from '../../../shared/records/patient.ts';
import { api } from '../../app/api.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { readAge } from '../patient/patient-draft.ts';
import '../../ui/forms.css';

const SEXES = ['male', 'female', 'unknown'] as const;

/** A patient whose name nobody knows: two answers, and the record is there. */
export function UnnamedSheet({ onCancel }: { onCancel(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [sex, setSex] = useState<Sex>('unknown');
  const [ageText, setAgeText] = useState('');
  const age = readAge(ageText);
  const add = useMutation(
    api.identity.addUnnamed.mutationOptions({
      onSuccess: patient => navigate(`/patients/${patient.id}/episode`, { replace: true }),
    }),
  );
  return (
    <>
      <div className="form-sheet" data-testid="unnamed-sheet">
        <section>
          <h2>{t('identity.unnamed.title')}</h2>
          <p className="note">{t('identity.unnamed.note')}</p>
          <div className="form-grid">
            <Field label={t('patient.field.sex')} group required>
              <Choice
                value={sex}
                options={SEXES.map(value => ({ value, label: t(`patient.sex.${value}`) }))}
                onChange={setSex}
                testId="unnamed-sex"
              />
            </Field>
            <Field label={t('identity.unnamed.age')} error={age === undefined ? t('patient.need.age') : undefined}>
              <TextField
                value={ageText}
                onChange={setAgeText}
                inputMode="numeric"
                lang="en"
                width={5}
                autoFocus
                testId="unnamed-age"
              />
            </Field>
          </div>
        </section>
      </div>
      <PrimaryAction
        label={t('identity.unnamed.add')}
        onRun={() => add.mutate({ sex, estimatedAge: age ?? null })}
        pending={add.isPending}
        missing={age === undefined ? [t('patient.need.age')] : []}
        error={add.error}
        beside={
          <button type="button" className="quiet-button" onClick={onCancel}>
            {t('identity.unnamed.cancel')}
          </button>
        }
        testId="add-unnamed"
      />
    </>
  );
}
