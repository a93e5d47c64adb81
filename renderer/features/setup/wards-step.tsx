import { useTranslation } from 'react-i18next';
import { AnswerField } from './answer-field.tsx';
import { type AnswerFaults, blankWard, type WardAnswer } from './setup-form.ts';

interface WardsStepProps {
  value: readonly WardAnswer[];
  faults: AnswerFaults;
  onChange(value: readonly WardAnswer[]): void;
}

const FIELDS = ['facilityName', 'facilityCode', 'wardName', 'phone'] as const;

export function WardsStep({ value, faults, onChange }: WardsStepProps) {
  const { t } = useTranslation();
  const set = (index: number, part: Partial<WardAnswer>) =>
    onChange(value.map((ward, at) => (at === index ? { ...ward, ...part } : ward)));
  return (
    <div className="setup-fields">
      {value.map((ward, index) => (
        <fieldset className="setup-ward" key={ward.key}>
          <legend>
            {t('setup.ward.title', { number: index + 1 })}
            {value.length > 1 ? (
              <button
                type="button"
                className="quiet-button"
                onClick={() => onChange(value.filter((_, at) => at !== index))}
              >
                {t('setup.ward.remove')}
              </button>
            ) : null}
          </legend>
          <div className="setup-grid">
            {FIELDS.map(field => (
              <AnswerField
                key={field}
                label={t(`setup.ward.${field}`)}
                value={ward[field]}
                fault={faults[`wards.${index}.${field}`]}
                onChange={text => set(index, { [field]: text })}
                lang={field === 'facilityCode' || field === 'phone' ? 'en' : undefined}
                testId={`ward-${index + 1}-${field}`}
                autoFocus={index === value.length - 1 && field === 'facilityName'}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <button type="button" className="quiet-button setup-add" onClick={() => onChange([...value, blankWard()])}>
        + {t('setup.ward.add')}
      </button>
    </div>
  );
}
