import { useTranslation } from 'react-i18next';
import type { ParticularField } from '../../../shared/records/particular-fields.ts';
import type { TreatmentKind } from '../../../shared/records/treatment-kind.ts';
import { UNIT_OF_KIND } from '../../../shared/records/treatment-particulars.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Choice, ChoiceList } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DayField } from '../../ui/time-field.tsx';
import { fieldsOf, listOf, type ParticularsDraft, textOf } from './particulars-draft.ts';

interface ParticularsFieldsProps {
  kind: TreatmentKind;
  draft: ParticularsDraft;
  onChange(part: Record<string, string | string[]>): void;
}

const FEW = 3; // as many as stand beside each other in a third of the sheet

/** What a kind of treatment is asked for besides its times. */
export function ParticularsFields({ kind, draft, onChange }: ParticularsFieldsProps) {
  const { t } = useTranslation();
  return fieldsOf(kind).map(field => {
    const unit = field.key === 'amount' ? (UNIT_OF_KIND[kind] ?? '') : field.unit;
    const isWide = field.input === 'choices';
    return (
      <div key={field.key} className={isWide ? 'form-full' : undefined}>
        <Field
          label={unit ? `${t(field.label)} (${unit})` : t(field.label)}
          required={field.isRequired}
          group={isWide || isRadio(field)}
        >
          <ParticularInput field={field} draft={draft} onChange={onChange} />
        </Field>
      </div>
    );
  });
}

const isRadio = ({ input, options }: ParticularField) => input === 'choice' && options.length <= FEW;

type ParticularInputProps = Omit<ParticularsFieldsProps, 'kind'> & { field: ParticularField };

function ParticularInput({ field, draft, onChange }: ParticularInputProps) {
  const { t } = useTranslation();
  const { key, input } = field;
  const options = field.options.map(({ value, text }) => ({ value, label: t(text) }));
  const testId = `part-${key}`;
  switch (input) {
    case 'choices':
      return (
        <CheckList
          values={listOf(draft, key)}
          options={options}
          onChange={values => onChange({ [key]: values })}
          testId={testId}
        />
      );
    case 'choice': {
      const Control = isRadio(field) ? Choice : ChoiceList;
      return (
        <Control
          value={textOf(draft, key) || null}
          options={options}
          onChange={value => onChange({ [key]: value })}
          testId={testId}
        />
      );
    }
    case 'day':
      return (
        <DayField value={textOf(draft, key) || null} onChange={day => onChange({ [key]: day ?? '' })} testId={testId} />
      );
    default: {
      const isNumber = input === 'number' || input === 'integer';
      return (
        <TextField
          value={textOf(draft, key)}
          onChange={text => onChange({ [key]: text })}
          {...(isNumber ? { inputMode: 'decimal' as const, lang: 'en', width: 10 } : {})}
          lines={input === 'long-text' ? 2 : 1}
          autoComplete="off"
          testId={testId}
        />
      );
    }
  }
}
