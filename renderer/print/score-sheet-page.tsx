import { type ScoreDefinition, scoreIds } from '../../shared/clinical/score-definition.ts';
import { scoreDefinition } from '../../shared/clinical/score-registry.ts';
import type { Assessment } from '../../shared/records/assessment.ts';
import { LETTER_SCORES, lastAssessment } from '../../shared/referral/packet-facts.ts';
import { outcomeText, scoreTitle, valueText } from './letter/letter-wording.ts';
import type { PageProps } from './packet-pages.tsx';
import { shortTimeText, timeText } from './packet-wording.ts';
import { Label, Part, Sheet } from './paper.tsx';
import { arithmeticOf } from './score-arithmetic.ts';
import {
  arithmeticLine,
  figureTexts,
  inputName,
  inputNames,
  inputUnit,
  inputValue,
  localized,
  noteTexts,
  refusalText,
} from './score-wording.ts';
import type { Words } from './words.ts';

/** Supporting scales, not scores of the disease. */
const BESIDE_THE_POINT: ReadonlySet<string> = new Set(['energy', 'pressure']);

/** P4: each score with inputs, sample times, arithmetic, version and citation; then what gave no result, and why. */
export function ScoreSheetPage({ document: { model }, words }: PageProps) {
  const order = [...new Set<string>([...LETTER_SCORES, ...scoreIds, ...model.assessments.map(a => a.scoreId)])];
  const latest = order
    .filter(id => !BESIDE_THE_POINT.has(scoreDefinition(id)?.predicts.code ?? ''))
    .map(id => lastAssessment(model, id))
    .filter(a => a !== null);
  const computed = latest.filter(a => a.outcome.value !== null);
  const bounded = latest.filter(a => a.outcome.value === null && a.outcome.bounds !== null);
  const refused = latest.filter(a => a.outcome.value === null && a.outcome.bounds === null);
  return (
    <Sheet model={model} words={words} title="packet.page.P4" name="scores">
      <p className="disclaimer">
        <Label words={words} of="packet.letter.disclaimer" />
      </p>
      {latest.length === 0 ? <p>{words.text('packet.score.none')}</p> : null}
      <div className="score-blocks">
        {computed.map(assessment => (
          <ScoreBlock key={assessment.id} assessment={assessment} words={words} />
        ))}
      </div>
      {bounded.length > 0 ? (
        <Part words={words} title="packet.score.boundsHeading">
          <ul className="score-list">
            {bounded.map(a => (
              <li key={a.id}>
                <strong>{scoreTitle(a.scoreId, words)}</strong> v{a.scoreVersion}{' '}
                {words.text('packet.score.bounds', {
                  low: valueText(a.outcome.bounds?.low ?? '', a.scoreId, words),
                  high: valueText(a.outcome.bounds?.high ?? '', a.scoreId, words),
                  missing: inputNames(a.outcome.missing, words),
                })}
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {refused.length > 0 ? (
        <Part words={words} title="packet.score.refusedHeading">
          <ul className="score-list">
            {refused.map(a => (
              <li key={a.id}>
                <strong>{scoreTitle(a.scoreId, words)}</strong> v{a.scoreVersion} {refusalText(a, words)}
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
    </Sheet>
  );
}

function ScoreBlock({ assessment, words }: { assessment: Assessment; words: Words }) {
  const definition = scoreDefinition(assessment.scoreId);
  const notes = noteTexts(assessment.outcome.notes, words);
  const figures = figureTexts(assessment, words);
  return (
    <section className="score-block">
      <h2>
        <span>{scoreTitle(assessment.scoreId, words)}</span>
        <strong>{outcomeText(assessment, words)}</strong>
      </h2>
      <p className="score-facts">
        {definition ? `${words.pair('packet.score.framework').first} ${localized(definition.framework, words)} · ` : ''}
        {words.text('packet.score.version', { version: assessment.scoreVersion })} ·{' '}
        {words.text('packet.score.anchoredAt', { at: timeText(assessment.anchorAt) })}
      </p>
      <Inputs assessment={assessment} words={words} />
      <Arithmetic assessment={assessment} definition={definition} words={words} />
      {notes.length > 0 ? (
        <p className="score-notes">
          <Label words={words} of="packet.score.notes" />
          {words.text('packet.colon')}
          {notes.join(words.language === 'en' ? '; ' : '；')}
        </p>
      ) : null}
      {figures.length > 0 ? (
        <p className="score-notes">
          <Label words={words} of="packet.score.published" />
          {words.text('packet.colon')}
          {figures.join(words.language === 'en' ? '; ' : '；')}
        </p>
      ) : null}
      {definition ? (
        <p className="score-notes">
          <Label words={words} of="packet.score.citation" />
          {words.text('packet.colon')}
          {definition.citations
            .map(
              ({ text, doi, toBeChecked }) =>
                `${text}${doi === null ? '' : `, doi:${doi}`}${toBeChecked ? words.pair('packet.score.toBeChecked').first : ''}`,
            )
            .join('; ')}
        </p>
      ) : null}
    </section>
  );
}

/** Every input with its sample time; a time that all share is said once. */
function Inputs({ assessment, words }: { assessment: Assessment; words: Words }) {
  const times = new Set(assessment.inputs.map(input => input.sampledAt).filter(at => at !== null));
  const [common] = times.size === 1 ? times : [];
  return (
    <p className="score-inputs">
      <Label words={words} of="packet.score.inputs" />
      {common === undefined ? '' : `（${timeText(common)}）`}
      {words.text('packet.colon')}
      {assessment.inputs.map(input => (
        <span key={input.key}>
          {inputName(input.key, words)} <strong>{inputValue(input, words)}</strong> {inputUnit(input.key)}
          {common !== undefined || input.sampledAt === null ? '' : `（${shortTimeText(input.sampledAt)}）`}
        </span>
      ))}
    </p>
  );
}

function Arithmetic({
  assessment,
  definition,
  words,
}: {
  assessment: Assessment;
  definition: ScoreDefinition | undefined;
  words: Words;
}) {
  const explanation = arithmeticOf(assessment);
  if (explanation === null) return <p className="score-notes">{words.text('packet.score.noArithmetic')}</p>;
  const { value, raw } = assessment.outcome;
  return (
    <>
      {definition ? <pre className="formula">{definition.formula.join('\n')}</pre> : null}
      <table className="arithmetic">
        <tbody>
          {explanation.terms.map(term => {
            const { name, arithmetic, mark } = arithmeticLine(term, words);
            return (
              <tr key={`${name} ${arithmetic}`}>
                <th scope="row">{name}</th>
                <td>{arithmetic}</td>
                <td className="unit">{mark}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {raw === null ? null : (
        <p className="score-sum">
          {words.text('packet.score.sum', {
            raw: Number(raw.toFixed(4)),
            value: value === null ? '' : valueText(value, assessment.scoreId, words),
          })}
        </p>
      )}
    </>
  );
}
