import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { fieldName } from '../../ui/referral-field-name.ts';
import { TextField } from '../../ui/text-field.tsx';
import { ChangeList } from './change-list.tsx';
import { NoteField } from './note-field.tsx';
import { Place } from './place.tsx';
import { RecordFactsList } from './record-facts-list.tsx';
import type { StepProps } from './step-props.ts';
import { SummaryEditor } from './summary-editor.tsx';

/** The last look: what is new, the summary, senior approval, and what is still due later. */
export function StepReview(props: StepProps) {
  const { t } = useTranslation();
  const { form, onChange, referral, model, prefill } = props;
  const later = [...referral.dueAtDeparture, ...referral.dueAtHandover];
  const isDemanded = model?.facility.seniorApproval === true;
  const approve = (part: Partial<typeof form.seniorApproval>) =>
    onChange({ seniorApproval: { ...form.seniorApproval, ...part } });
  return (
    <>
      {referral.supplementForm === null ? null : (
        <>
          <ChangeList changes={referral.changes} />
          <NoteField name="changes" form={form} onChange={onChange} prefill={prefill} lines={2} required={false} />
        </>
      )}
      <Place name="seniorApproval">
        <h3 className="panel-head">
          {t('composer.senior.title')}{' '}
          {isDemanded ? <span className="note">{t('composer.senior.required')}</span> : null}
        </h3>
        <div className="referral-pair">
          <Field label={t('composer.senior.by')} {...(isDemanded ? { required: true } : {})}>
            <TextField value={form.seniorApproval.by} onChange={by => approve({ by })} testId="senior-by" />
          </Field>
          <Field label={t('composer.senior.opinion')} {...(isDemanded ? { required: true } : {})}>
            <TextField
              value={form.seniorApproval.opinion}
              onChange={opinion => approve({ opinion })}
              testId="senior-opinion"
            />
          </Field>
        </div>
      </Place>
      {later.length === 0 ? null : (
        <p className="note" data-testid="due-later">
          {t('composer.due.list')}: {later.map(each => fieldName(each.field, t)).join(t('ui.listComma'))}
        </p>
      )}
      <SummaryEditor form={form} onChange={onChange} model={model} />
      <RecordFactsList {...props} step="review" />
    </>
  );
}
