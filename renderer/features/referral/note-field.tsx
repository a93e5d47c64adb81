import { useTranslation } from 'react-i18next';
import { ReferralForm } from '../../../shared/referral/form.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Place } from './place.tsx';
import type { StepProps } from './step-props.ts';

export type NoteName =
  | 'urgencyReason'
  | 'reasonText'
  | 'chiefComplaint'
  | 'presentIllness'
  | 'pastHistory'
  | 'treatmentSoFar'
  | 'presentState'
  | 'purpose'
  | 'bloodProducts'
  | 'alcoholAndHerbs'
  | 'pendingResults'
  | 'changes';

interface NoteFieldProps extends Pick<StepProps, 'form' | 'onChange' | 'prefill'> {
  name: NoteName;
  lines?: number;
  hint?: string;
  required?: boolean;
}

/** A text of the form. Where the record filled it in, it says so; once rewritten it can be reset to the record. */
export function NoteField({ name, form, onChange, prefill, lines = 1, hint, required = true }: NoteFieldProps) {
  const { t } = useTranslation();
  const value = form[name];
  const max = ReferralForm.shape[name].maxLength ?? Number.POSITIVE_INFINITY;
  const fromRecord = prefill?.[name] ?? '';
  const said =
    fromRecord === '' ? (
      value === '' ? (
        hint
      ) : undefined
    ) : value === fromRecord ? (
      t('referral.prefilled')
    ) : (
      <>
        {value === '' ? '' : `${t('composer.written')} `}
        <button type="button" className="quiet-button" onClick={() => onChange({ [name]: fromRecord })}>
          {t('composer.reset')}
        </button>
      </>
    );
  return (
    <Place name={name}>
      <Field
        label={t(`referral.field.${name}`)}
        required={required}
        error={value.length > max ? t('referral.tooLong', { max, over: value.length - max }) : undefined}
        hint={said}
      >
        <TextField
          value={value}
          onChange={text => onChange({ [name]: text })}
          lines={lines}
          testId={`referral-${name}`}
        />
      </Field>
    </Place>
  );
}
