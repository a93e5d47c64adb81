import { useTranslation } from 'react-i18next';
import { type LabItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { computedText, previousValue, type SampleColumn } from './lab-table.ts';
import { type CellQuestion, cellOf, cellSi, confirm, type PanelDraft, typeInto } from './panel-draft.ts';
import { itemName, observationText } from './value-wording.ts';

interface CellQuestionsProps {
  item: LabItem;
  draft: PanelDraft;
  questions: readonly CellQuestion[];
  columns: readonly SampleColumn[];
  onDraft(next: PanelDraft): void;
}

/** The doubts about one cell, below it. A person answers: keep it, choose the unit, or type again. */
export function CellQuestions({ item, draft, questions, columns, onDraft }: CellQuestionsProps) {
  const { t, i18n } = useTranslation();
  const cell = cellOf(draft, item.code);
  const [low, high] = item.hard;
  const text = ({ id, wouldBe }: CellQuestion): string => {
    if (id === 'unreadable') return t('labs.ask.unreadable');
    if (id === 'threefold') {
      const previous = previousValue(columns, item.code, draft.sampledAt ?? '');
      return t('labs.ask.threefold', { previous: previous ? observationText(previous, t) : '' });
    }
    if (id === 'outside-hard') return t('labs.ask.outside', { low, high, unit: unitText(item.unit) });
    return t(`clinical.slip.${id}`, {
      input: itemName(item, i18n.language),
      typed: cellSi(draft, item.code) ?? cell.text,
      wouldBe: wouldBe === null ? '' : computedText(wouldBe),
    });
  };
  const answerable = questions.filter(question => question.isBlocking && question.id !== 'unreadable');
  const units = [...new Set(questions.flatMap(({ likelyUnit }) => likelyUnit ?? []))].filter(
    unit => unit !== cell.unit,
  );
  return (
    <div className="question" role="alert" data-testid={`question-${item.code}`}>
      {questions.map(question => (
        <span key={question.id}>{text(question)}</span>
      ))}
      {units.map(unit => (
        <button
          key={unit}
          type="button"
          className="quiet-button"
          onClick={() => onDraft(typeInto(draft, item.code, { unit }))}
        >
          {t('labs.ask.useUnit', { unit: unitText(unit) })}
        </button>
      ))}
      {answerable.length > 0 ? (
        <button
          type="button"
          className="quiet-button"
          onClick={() => onDraft(confirm(draft, item.code, answerable))}
          data-testid={`keep-${item.code}`}
        >
          {t('labs.ask.keep')}
        </button>
      ) : null}
    </div>
  );
}
