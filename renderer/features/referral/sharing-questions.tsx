import { useTranslation } from 'react-i18next';
import { EmergencyBasis, type ReferralForm, SharingConsent } from '../../../shared/referral/form.ts';
import type { TransferConsent } from '../../../shared/referral/transfer-consent.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { Place } from './place.tsx';

interface SharingQuestionsProps {
  sharing: ReferralForm['sharing'];
  onChange(sharing: ReferralForm['sharing']): void;
  /** Who signed for the transfer: mostly the same person. */
  signer: TransferConsent['signer'];
}

/** Group 63: two questions, asked apart (PIPL), or the emergency rule that stands in for them. */
export function SharingQuestions({ sharing, onChange, signer }: SharingQuestionsProps) {
  const { t } = useTranslation();
  const share = (change: Partial<ReferralForm['sharing']>) => onChange({ ...sharing, ...change });
  return (
    <section>
      <h3 className="panel-head">
        {t('composer.consent.sharing')}{' '}
        <span className="note">{t('composer.consent.textVersion', { version: sharing.textVersion })}</span>
      </h3>
      <Place name="sharing">
        {(['care', 'registry'] as const).map(what => (
          <Field
            key={what}
            label={t(`referral.field.${what}`)}
            group
            required
            hint={what === 'care' && sharing.care === 'no' ? t('referral.hint.careNo') : undefined}
          >
            <Choice
              value={sharing[what]}
              options={SharingConsent.shape.care.options.map(value => ({
                value,
                label: t(`referral.consent.${value}`),
              }))}
              onChange={value => share({ [what]: value })}
              testId={`referral-consent-${what}`}
            />
          </Field>
        ))}
      </Place>
      <Field label={t('referral.field.emergencyBasis')} group>
        <Choice<'none' | NonNullable<ReferralForm['sharing']['emergencyBasis']>>
          value={sharing.emergencyBasis ?? 'none'}
          options={(['none', ...EmergencyBasis.options] as const).map(value => ({
            value,
            label: t(`referral.emergency.${value}`),
          }))}
          onChange={value => share({ emergencyBasis: value === 'none' ? null : value })}
        />
      </Field>
      <div className="referral-grid">
        <Field label={t('referral.field.signer')}>
          <TextField value={sharing.signer} onChange={name => share({ signer: name })} testId="referral-signer" />
        </Field>
        <Field label={t('referral.field.relation')}>
          <TextField value={sharing.relation} onChange={relation => share({ relation })} />
        </Field>
        <Field label={t('referral.field.consentAt')}>
          <TimeField value={sharing.at} onChange={at => share({ at })} />
        </Field>
      </div>
      {signer.name !== '' && sharing.signer === '' ? (
        <button
          type="button"
          className="quiet-button"
          onClick={() =>
            share({
              signer: signer.name,
              relation: signer.role === 'patient' ? t('composer.consent.roles.patient') : signer.relation,
              at: signer.at,
            })
          }
        >
          {t('composer.consent.same')}
        </button>
      ) : null}
    </section>
  );
}
