import { useTranslation } from 'react-i18next';
import type { Answer, WardAnswer } from '../../../shared/referral/ward-answer.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';

type Particulars = Omit<WardAnswer, 'answer'>;

/** What each answer is asked for besides who gave it. */
const ASKED: Readonly<Record<Answer, readonly (keyof Particulars)[]>> = {
  'bed-assigned': ['place', 'expectedAt', 'advice'],
  'accepted-waiting-bed': ['expectedAt', 'advice'],
  'info-requested': ['reason', 'advice'],
  'declined-advise-local': ['advice', 'reason'],
  'referred-onward': ['onwardTo', 'reason', 'advice'],
  declined: ['reason', 'advice'],
};

interface AnswerFieldsProps {
  draft: Particulars & { answer: Answer | null };
  lacks: readonly string[];
  onChange(change: Partial<Particulars>): void;
  testId: string;
}

/** The particulars of an answer, whoever gives it. */
export function AnswerFields({ draft, lacks, onChange, testId }: AnswerFieldsProps) {
  const { t } = useTranslation();
  if (draft.answer === null) return null;
  return ASKED[draft.answer].map(field => (
    <Field key={field} label={t(`answers.phone.${field}`)} required={lacks.includes(field)}>
      {field === 'expectedAt' ? (
        <TimeField
          value={draft.expectedAt}
          onChange={expectedAt => onChange({ expectedAt })}
          testId={`${testId}-expectedAt`}
        />
      ) : (
        <TextField
          value={draft[field]}
          onChange={value => onChange({ [field]: value })}
          testId={`${testId}-${field}`}
        />
      )}
    </Field>
  ));
}
