import { useTranslation } from 'react-i18next';
import type { ListedWard } from '../../../shared/contract/administration.ts';
import { Field } from '../../ui/field.tsx';
import { canSeal, SealStandingMark } from '../../ui/seal-standing.tsx';
import './ward-directory.css';

interface WardDirectoryProps {
  wards: readonly ListedWard[];
  value: string | null;
  onChange(wardId: string): void;
}

/** The receiving wards: telephones with their hours, and whether something can be sealed to each. Native radio buttons. */
export function WardDirectory({ wards, value, onChange }: WardDirectoryProps) {
  const { t } = useTranslation();
  const offered = wards.filter(({ active, id }) => active || id === value);
  const chosen = wards.find(({ id }) => id === value);
  return (
    <Field
      label={t('composer.wards.title')}
      group
      required
      hint={chosen && !canSeal(chosen.seal) ? t('composer.wards.sealWithout') : undefined}
    >
      {offered.length === 0 ? <p className="note">{t('composer.wards.none')}</p> : null}
      <div className="ward-directory" role="radiogroup" data-testid="referral-ward">
        {offered.map(({ id, facilityName, wardName, phone, hours, dutyPhone, seal }) => (
          <label key={id}>
            <input type="radio" name="referral-ward" value={id} checked={id === value} onChange={() => onChange(id)} />
            <span>
              {facilityName} {wardName}
              <br />
              <SealStandingMark seal={seal} />
            </span>
            <span className="ward-phone">
              {t('composer.wards.phone', { phone })}
              {hours === undefined ? null : <small>{t('composer.wards.hours', { hours })}</small>}
              {dutyPhone === undefined ? null : <small>{t('composer.wards.dutyPhone', { phone: dutyPhone })}</small>}
            </span>
          </label>
        ))}
      </div>
    </Field>
  );
}
