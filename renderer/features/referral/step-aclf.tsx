import { useTranslation } from 'react-i18next';
import { NoteField } from './note-field.tsx';
import { RecordFactsList } from './record-facts-list.tsx';
import type { StepProps } from './step-props.ts';

/** The ACLF block (groups 31–43): what the record holds, and the three texts that it cannot know. */
export function StepAclf({ form, onChange, prefill, ...record }: StepProps) {
  const { t } = useTranslation();
  const shared = { form, onChange, prefill };
  return (
    <>
      <NoteField {...shared} name="bloodProducts" lines={2} hint={t('referral.hint.none')} />
      <NoteField {...shared} name="alcoholAndHerbs" required={false} />
      <NoteField {...shared} name="pendingResults" hint={t('referral.hint.pending')} />
      <RecordFactsList {...record} step="aclf" />
    </>
  );
}
