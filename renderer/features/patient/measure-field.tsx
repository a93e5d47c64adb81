import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MEASURE_LIMITS, type MeasureCode } from '../../../shared/records/finding.ts';
import { FINDING_UNITS } from '../../../shared/records/finding-wording.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import {
  type FindingDraft,
  type FindingQuestion,
  findingQuestions,
  type KnownBody,
  keepTyped,
  unreadableFindings,
} from './finding-draft.ts';

interface MeasureFieldProps {
  code: MeasureCode;
  draft: FindingDraft;
  onChange(next: FindingDraft): void;
  known: KnownBody;
  /** What stands under the answer, e.g. the room air to press. */
  children?: ReactNode;
}

/** One number with its unit; a doubt about it is asked right below, and nothing is converted by itself. */
export function MeasureField({ code, draft, onChange, known, children }: MeasureFieldProps) {
  const { t } = useTranslation();
  const [low, high] = MEASURE_LIMITS[code];
  const unit = FINDING_UNITS[code];
  const name = t(`episode.finding.${code}`);
  const questions = findingQuestions(draft, known).filter(question => question.code === code);
  const isOutside = questions.length === 0 && unreadableFindings(draft).includes(code);
  return (
    <Field
      label={unit ? `${name} (${unit})` : name}
      error={isOutside ? t('episode.record.outOfRange', { low, high }) : undefined}
    >
      <TextField
        value={draft[code] ?? ''}
        onChange={text => onChange({ ...draft, [code]: text })}
        inputMode="decimal"
        lang="en"
        width={7}
        testId={`finding-${code}`}
      />
      {questions.map(question => (
        <MeasureQuestion key={question.id} question={question} draft={draft} onChange={onChange} />
      ))}
      {children}
    </Field>
  );
}

interface MeasureQuestionProps {
  question: FindingQuestion;
  draft: FindingDraft;
  onChange(next: FindingDraft): void;
}

function MeasureQuestion({ question, draft, onChange }: MeasureQuestionProps) {
  const { t } = useTranslation();
  const { code, id, typed, offer, mayKeep } = question;
  const values = { input: t(`episode.finding.${code}`), typed, wouldBe: offer ?? '' };
  return (
    <div className="question" role="alert" data-testid={`question-${code}`}>
      <span>{id === 'pao2' ? t('episode.ask.pao2', values) : t(`clinical.slip.${id}`, values)}</span>
      {offer === null ? null : (
        <button
          type="button"
          className="quiet-button"
          onClick={() => onChange({ ...draft, [code]: String(offer) })}
          data-testid={`adopt-${code}`}
        >
          {t('episode.ask.adopt', { value: offer })}
        </button>
      )}
      {mayKeep ? (
        <button type="button" className="quiet-button" onClick={() => onChange(keepTyped(draft, question))}>
          {t('episode.ask.keep')}
        </button>
      ) : null}
    </div>
  );
}
