import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isLessUrgent } from '../../../shared/referral/answer.ts';
import { ReferralReason, Urgency } from '../../../shared/referral/form.ts';
import { api } from '../../app/api.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AdvisedUrgency } from '../advice/advised-urgency.tsx';
import { NoteField } from './note-field.tsx';
import { PhoneCalls } from './phone-calls.tsx';
import { Place } from './place.tsx';
import { RecordFactsList } from './record-facts-list.tsx';
import type { StepProps } from './step-props.ts';
import { WardDirectory } from './ward-directory.tsx';

/** Why and where: urgency beside its advice, reasons, ward, and the talks with it. */
export function StepWhere(props: StepProps) {
  const { t } = useTranslation();
  const { form, onChange, referral, model, departure, prefill } = props;
  const wards = useQuery(api.wards.list.queryOptions());
  const ward = wards.data?.find(each => each.id === form.wardId);
  const isLess = isLessUrgent(form.urgency, model?.advice?.level ?? null);
  return (
    <>
      <Place name="urgency">
        <Field
          label={t('referral.field.urgency')}
          group
          required
          hint={<AdvisedUrgency episodeId={referral.episodeId} />}
        >
          <Choice
            value={form.urgency}
            options={Urgency.options.map(value => ({ value, label: t(`referral.urgency.${value}`) }))}
            onChange={urgency => onChange({ urgency })}
            testId="referral-urgency"
          />
        </Field>
      </Place>
      {isLess || form.urgencyReason !== '' ? (
        <NoteField name="urgencyReason" form={form} onChange={onChange} prefill={prefill} required={isLess} />
      ) : null}
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
      <NoteField name="reasonText" form={form} onChange={onChange} prefill={prefill} required={false} />
      <Place name="ward">
        <WardDirectory wards={wards.data ?? []} value={form.wardId} onChange={wardId => onChange({ wardId })} />
      </Place>
      <Field label={t('referral.field.receivingDoctor')}>
        <TextField value={form.receivingDoctor} onChange={receivingDoctor => onChange({ receivingDoctor })} />
      </Field>
      <Place name="phoneCall">
        <PhoneCalls departure={departure} phone={ward?.phone ?? ''} />
      </Place>
      <RecordFactsList {...props} step="where" />
    </>
  );
}
