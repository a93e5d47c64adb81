import { useTranslation } from 'react-i18next';
import { INFORMED, SIGNER_ROLES, type TransferConsent } from '../../../shared/referral/transfer-consent.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { ConsentScans } from './consent-scans.tsx';
import { Place } from './place.tsx';
import { SharingQuestions } from './sharing-questions.tsx';
import type { StepProps } from './step-props.ts';

/** Consent to the transfer, and apart from it the two questions about sharing. */
export function StepConsent(props: StepProps) {
  const { t } = useTranslation();
  const { form, onChange, departure, referral } = props;
  return (
    <>
      <SharingQuestions
        sharing={form.sharing}
        onChange={sharing => onChange({ sharing })}
        signer={departure.form.consent.signer}
      />
      <h3 className="panel-head">{t('composer.consent.transfer')}</h3>
      <TransferConsentFields {...props} />
      <ConsentScans referral={referral} />
    </>
  );
}

/** Groups 60–62 and 64: due at departure, and written on after signing. */
export function TransferConsentFields({ departure, patient, model }: StepProps) {
  const { t } = useTranslation();
  const { consent } = departure.form;
  const { signer } = consent;
  const change = (part: Partial<TransferConsent>) => departure.change({ consent: { ...consent, ...part } });
  const sign = (part: Partial<TransferConsent['signer']>) => change({ signer: { ...signer, ...part } });
  const setRole = (role: NonNullable<TransferConsent['signer']['role']>) => {
    // The patient's own name and numbers are on record; whoever else signs is asked.
    const own = { name: patient.name, relation: '', idNumber: patient.identity.number, phone: patient.phone };
    const { name, relation, phone } = patient.contact;
    const contact = { name, relation, phone, idNumber: '' };
    const known = role === 'patient' ? own : role === 'institution' ? {} : contact;
    sign({ role, ...(signer.name === '' || signer.name === patient.name ? known : {}) });
  };
  const allTold = INFORMED.every(part => consent.informed.includes(part));
  return (
    <>
      <Place name="informed">
        <Field
          label={t('composer.consent.informed')}
          group
          hint={
            allTold ? undefined : (
              <button type="button" className="quiet-button" onClick={() => change({ informed: [...INFORMED] })}>
                {t('composer.consent.all')}
              </button>
            )
          }
        >
          <CheckList
            values={consent.informed}
            options={INFORMED.map(value => ({ value, label: t(`composer.consent.part.${value}`) }))}
            onChange={informed => change({ informed })}
            testId="consent-informed"
          />
        </Field>
        <Field
          label={t('composer.consent.risks')}
          hint={
            consent.risks === '' ? (
              <button
                type="button"
                className="quiet-button"
                onClick={() => change({ risks: t('composer.consent.risksDefault') })}
              >
                {t('composer.consent.useDefault')}
              </button>
            ) : undefined
          }
        >
          <TextField value={consent.risks} onChange={risks => change({ risks })} lines={2} testId="consent-risks" />
        </Field>
      </Place>
      <Place name="consentChoice">
        <Field label={t('composer.consent.choice')} group>
          <Choice
            value={consent.choice}
            options={(['agree', 'refuse', 'give-up'] as const).map(value => ({
              value,
              label: t(`composer.consent.choices.${value}`),
            }))}
            onChange={choice => change({ choice })}
            testId="consent-choice"
          />
        </Field>
        {consent.choice === 'refuse' || consent.choice === 'give-up' ? (
          <p className="question">
            {t('composer.consent.refused', { choice: t(`composer.consent.choices.${consent.choice}`) })}
          </p>
        ) : null}
      </Place>
      <Place name="consentSigner">
        <Field label={t('composer.consent.role')} group>
          <Choice
            value={signer.role}
            options={SIGNER_ROLES.map(value => ({ value, label: t(`composer.consent.roles.${value}`) }))}
            onChange={setRole}
            testId="consent-role"
          />
        </Field>
        <div className="referral-grid">
          <Field label={t('composer.consent.name')}>
            <TextField value={signer.name} onChange={name => sign({ name })} testId="consent-name" />
          </Field>
          {signer.role === 'patient' ? null : (
            <Field label={t('composer.consent.relation')}>
              <TextField value={signer.relation} onChange={relation => sign({ relation })} />
            </Field>
          )}
          <Field label={t('composer.consent.idNumber')}>
            <TextField value={signer.idNumber} onChange={idNumber => sign({ idNumber })} lang="en" />
          </Field>
          <Field label={t('composer.consent.phone')}>
            <TextField value={signer.phone} onChange={phone => sign({ phone })} lang="en" />
          </Field>
          <Field label={t('composer.consent.signedAt')}>
            <TimeField value={signer.at} onChange={at => sign({ at })} testId="consent-signed-at" />
          </Field>
        </div>
      </Place>
      <Place name="informingDoctor">
        <div className="referral-grid">
          <Field
            label={t('composer.consent.informedBy')}
            hint={
              consent.informedBy === '' && model ? (
                <button
                  type="button"
                  className="quiet-button"
                  onClick={() => change({ informedBy: model.doctor.displayName })}
                >
                  {model.doctor.displayName}
                </button>
              ) : undefined
            }
          >
            <TextField value={consent.informedBy} onChange={informedBy => change({ informedBy })} />
          </Field>
          <Field label={t('composer.consent.informedAt')}>
            <TimeField value={consent.informedAt} onChange={informedAt => change({ informedAt })} />
          </Field>
          <Field label={t('composer.consent.witness')}>
            <TextField value={consent.witness} onChange={witness => change({ witness })} />
          </Field>
        </div>
      </Place>
    </>
  );
}
