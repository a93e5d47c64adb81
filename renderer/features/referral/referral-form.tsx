import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralForm as Form } from '../../../shared/referral/form.ts';
import {
  EmergencyBasis,
  ReferralForm as FormSchema,
  ReferralReason,
  SharingConsent,
  Urgency,
} from '../../../shared/referral/form.ts';
import { api } from '../../app/api.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Choice, ChoiceList } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { AdvisedUrgency } from '../advice/advised-urgency.tsx';
import type { Section } from './referral-sections.ts';

interface ReferralFormProps {
  episodeId: string;
  form: Form;
  onChange(change: Partial<Form>): void;
  /** Fields that still hold what the record filled in. */
  prefilled: ReadonlySet<string>;
}

type TextName =
  | 'reasonText'
  | 'chiefComplaint'
  | 'presentIllness'
  | 'pastHistory'
  | 'treatmentSoFar'
  | 'presentState'
  | 'purpose'
  | 'bloodProducts'
  | 'alcoholAndHerbs'
  | 'pendingResults';

const LINES: Record<TextName, number> = {
  reasonText: 1,
  chiefComplaint: 1,
  presentIllness: 4,
  pastHistory: 2,
  treatmentSoFar: 3,
  presentState: 2,
  purpose: 2,
  bloodProducts: 1,
  alcoholAndHerbs: 1,
  pendingResults: 1,
};

/** What the referring doctor writes or confirms; each field carries the name by which the completeness list finds it. */
export function ReferralForm({ episodeId, form, onChange, prefilled }: ReferralFormProps) {
  const { t } = useTranslation();
  const wards = useQuery(api.wards.list.queryOptions());
  const { sharing } = form;
  const share = (change: Partial<Form['sharing']>) => onChange({ sharing: { ...sharing, ...change } });

  const tooLong = (name: TextName) => {
    const max = FormSchema.shape[name].maxLength ?? Number.POSITIVE_INFINITY;
    return form[name].length > max ? t('referral.tooLong', { max, over: form[name].length - max }) : undefined;
  };
  const text = (name: TextName, hint?: string, required = true) => (
    <Place name={name}>
      <Field
        label={t(`referral.field.${name}`)}
        required={required}
        error={tooLong(name)}
        hint={prefilled.has(name) ? t('referral.prefilled') : form[name] === '' ? hint : undefined}
      >
        <TextField
          value={form[name]}
          onChange={value => onChange({ [name]: value })}
          lines={LINES[name]}
          testId={`referral-${name}`}
        />
      </Field>
    </Place>
  );
  const ward = wards.data?.find(each => each.id === form.wardId);
  const wardOptions = (wards.data ?? [])
    .filter(each => each.active || each.id === form.wardId)
    .map(each => ({ value: each.id, label: `${each.facilityName} ${each.wardName}` }));

  return (
    <div className="referral-form">
      <Part section="destination">
        <Place name="urgency">
          <Field label={t('referral.field.urgency')} group required hint={<AdvisedUrgency episodeId={episodeId} />}>
            <Choice
              value={form.urgency}
              options={Urgency.options.map(value => ({ value, label: t(`referral.urgency.${value}`) }))}
              onChange={urgency => onChange({ urgency })}
              testId="referral-urgency"
            />
          </Field>
        </Place>
        <Place name="ward">
          <Field
            label={t('referral.field.ward')}
            required
            hint={ward ? t('referral.hint.wardPhone', { phone: ward.phone }) : undefined}
          >
            <ChoiceList
              value={form.wardId}
              options={wardOptions}
              onChange={wardId => onChange({ wardId })}
              testId="referral-ward"
            />
          </Field>
        </Place>
        <Field label={t('referral.field.receivingDoctor')}>
          <TextField value={form.receivingDoctor} onChange={receivingDoctor => onChange({ receivingDoctor })} />
        </Field>
        <div className="referral-pair">
          <Field label={t('referral.field.seniorBy')}>
            <TextField
              value={form.seniorApproval.by}
              onChange={by => onChange({ seniorApproval: { ...form.seniorApproval, by } })}
            />
          </Field>
          <Field label={t('referral.field.seniorOpinion')}>
            <TextField
              value={form.seniorApproval.opinion}
              onChange={opinion => onChange({ seniorApproval: { ...form.seniorApproval, opinion } })}
            />
          </Field>
        </div>
      </Part>
      <Part section="reason">
        <Place name="impression">
          <div className="referral-impression">
            <Field label={t('referral.field.impression')} required>
              <TextField
                value={form.impression.text}
                onChange={value => onChange({ impression: { ...form.impression, text: value } })}
                lines={2}
                testId="referral-impression"
              />
            </Field>
            <Field label={t('referral.field.icd10')}>
              <TextField
                value={form.impression.icd10}
                onChange={icd10 => onChange({ impression: { ...form.impression, icd10 } })}
                lang="en"
              />
            </Field>
          </div>
        </Place>
        <Place name="reason">
          <Field label={t('referral.field.reason')} group required>
            <CheckList
              values={form.reasons}
              options={ReferralReason.options.map(value => ({ value, label: t(`referral.reason.${value}`) }))}
              onChange={reasons => onChange({ reasons })}
              testId="referral-reasons"
            />
          </Field>
        </Place>
        {text('reasonText', undefined, false)}
        {text('purpose')}
      </Part>
      <Part section="history">
        {text('chiefComplaint')}
        {text('presentIllness')}
        {text('pastHistory', t('referral.hint.none'))}
        {text('alcoholAndHerbs', undefined, false)}
      </Part>
      <Part section="state">
        {text('presentState')}
        {text('treatmentSoFar', t('referral.hint.none'))}
        {text('bloodProducts', t('referral.hint.none'))}
        {text('pendingResults', t('referral.hint.pending'))}
      </Part>
      <Part section="sharing">
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
          <Choice<'none' | NonNullable<Form['sharing']['emergencyBasis']>>
            value={sharing.emergencyBasis ?? 'none'}
            options={(['none', ...EmergencyBasis.options] as const).map(value => ({
              value,
              label: t(`referral.emergency.${value}`),
            }))}
            onChange={value => share({ emergencyBasis: value === 'none' ? null : value })}
          />
        </Field>
        <div className="referral-consent">
          <Field label={t('referral.field.signer')}>
            <TextField value={sharing.signer} onChange={signer => share({ signer })} testId="referral-signer" />
          </Field>
          <Field label={t('referral.field.relation')}>
            <TextField value={sharing.relation} onChange={relation => share({ relation })} />
          </Field>
          <Field label={t('referral.field.consentAt')}>
            <TimeField value={sharing.at} onChange={at => share({ at })} />
          </Field>
        </div>
      </Part>
    </div>
  );
}

function Part({ section, children }: { section: Section; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <section id={`referral-section-${section}`}>
      <h2 className="panel-head">{t(`referral.section.${section}`)}</h2>
      {children}
    </section>
  );
}

/** Where the completeness list jumps to. */
function Place({ name, children }: { name: string; children: ReactNode }) {
  return <div data-field={name}>{children}</div>;
}

/** Puts the cursor into a field of the form by its name. */
export function focusField(name: string): void {
  const place = document.querySelector<HTMLElement>(`[data-field="${name}"]`);
  place?.scrollIntoView({ block: 'center' });
  place?.querySelector<HTMLElement>('input, textarea, select')?.focus({ preventScroll: true });
}
