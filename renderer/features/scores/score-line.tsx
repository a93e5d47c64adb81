import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { gradeText } from '../../../shared/clinical/clinical-wording.ts';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { ScoreDetail } from './score-detail.tsx';
import {
  boundsRemark,
  boundsValue,
  localized,
  nearText,
  refusalText,
  remarks,
  resultText,
  sampleSpan,
} from './score-wording.ts';

interface ScoreLineProps {
  assessment: Assessment;
  /** Absent: the line does not open (the overview). */
  onToggle?(): void;
  isOpen?: boolean;
}

/** One score: what it says, whose it is, how old its inputs are, or why it says nothing. */
export function ScoreLine({ assessment, onToggle, isOpen = false }: ScoreLineProps) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const { scoreId, outcome } = assessment;
  const definition = scoreDefinition(scoreId);
  const title = definition ? localized(definition.title, i18n.language) : scoreId;
  const span = sampleSpan(assessment);
  const result = resultText(assessment, t);
  const bounds = boundsValue(assessment, t);
  const grade = outcome.grade !== null && !definition?.isClassification ? gradeText(outcome.grade, t) : '';
  const near = nearText(assessment, t);
  const notes = outcome.notes.filter(note => !note.startsWith('at-cutoff:') || near.length === 0);
  const lines = [refusalText(assessment, t), boundsRemark(assessment, t), ...near, ...remarks(notes, t)].filter(
    Boolean,
  );
  const whose = definition ? localized(definition.framework, i18n.language) : '';

  return (
    <>
      <tr className={`score-line${outcome.refused ? ' score-refused' : ''}`} data-testid={`score-${scoreId}`}>
        <th scope="row" className="score-name">
          {onToggle ? (
            <button type="button" className="score-toggle" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
              <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {title}
            </button>
          ) : (
            title
          )}
          {title.includes(whose) ? null : <span className="score-whose">{whose}</span>}
        </th>
        <td className="score-value" data-testid="score-value">
          {result ?? bounds ?? (outcome.refused?.code === 'model-not-installed' ? t('scores.notInstalled') : '—')}
        </td>
        <td className="score-grade">{grade}</td>
        <td className="score-times">
          {span === null
            ? ''
            : span.from === span.to
              ? wallClock(span.to).slice(5)
              : t('scores.inputsAge', { from: wallClock(span.from).slice(5), to: wallClock(span.to).slice(5) })}
        </td>
        <td className="score-remarks">
          {lines.map(remark => (
            <span key={remark}>{remark}</span>
          ))}
        </td>
      </tr>
      {isOpen ? (
        <tr className="score-open" id={id}>
          <td colSpan={5}>
            <ScoreDetail assessment={assessment} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
