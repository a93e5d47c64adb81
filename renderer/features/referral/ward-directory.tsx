import { useTranslation } from 'react-i18next';
import type { Ward } from '../../../shared/records/facility.ts';
import { Field } from '../../ui/field.tsx';

interface WardDirectoryProps {
  wards: readonly Ward[];
  value: string | null;
  onChange(wardId: string): void;
}

/** The receiving wards with their telephones: native radio buttons, one line each. */
export function WardDirectory({ wards, value, onChange }: WardDirectoryProps) {
  const { t } = useTranslation();
  const offered = wards.filter(({ active, id }) => active || id === value);
  return (
    <Field label={t('composer.wards.title')} group required>
      {offered.length === 0 ? <p className="note">{t('composer.wards.none')}</p> : null}
      <div className="ward-directory" role="radiogroup" data-testid="referral-ward">
        {offered.map(({ id, facilityName, wardName, phone }) => (
          <label key={id}>
            <input type="radio" name="referral-ward" value={id} checked={id === value} onChange={() => onChange(id)} />
            <span>
              {facilityName} {wardName}
            </span>
            <span className="ward-phone">{t('composer.wards.phone', { phone })}</span>
          </label>
        ))}
      </div>
    </Field>
  );
}
