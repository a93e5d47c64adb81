import { publishedFigures } from '../../shared/clinical/bands.ts';
import { formulaWords, gradeText, inputName, inputNames } from '../../shared/clinical/clinical-wording.ts';
import { formulaText, type ScoreDefinition, scoreIds } from '../../shared/clinical/score-definition.ts';
import { scoreDefinition } from '../../shared/clinical/score-registry.ts';
import { clinical as texts } from '../../shared/i18n/zh-CN/clinical.ts';
import { packetScore as scoreWords } from '../../shared/i18n/zh-CN/packet-score.ts';
import type { Assessment } from '../../shared/records/assessment.ts';
import { LETTER_SCORES, lastAssessment } from '../../shared/referral/packet-facts.ts';
import type { PacketModel } from '../../shared/referral/packet-model.ts';
import {
  arithmeticLines,
  inputText,
  localized,
  noteText,
  refusalText,
  resultText,
} from '../features/scores/score-wording.ts';
import { contradictionTexts } from './contradiction-text.ts';
import { outcomeText, scoreTitle } from './letter/letter-wording.ts';
import { timeText } from './packet-wording.ts';
import type { PageProps } from './page-props.ts';
import { Label, Part, Sheet } from './paper.tsx';
import { arithmeticOf } from './score-arithmetic.ts';
import type { TextKey, Words } from './words.ts';

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
          <ScoreBlock key={assessment.id} model={model} assessment={assessment} words={words} />
        ))}
      </div>
      <Unscored title="packet.score.boundsHeading" assessments={bounded} words={words} />
      <Unscored title="packet.score.refusedHeading" assessments={refused} words={words} />
    </Sheet>
  );
}

function Unscored({ title, assessments, words }: { title: TextKey; assessments: Assessment[]; words: Words }) {
  if (assessments.length === 0) return null;
  return (
    <Part words={words} title={title}>
      <ul className="score-list">
        {assessments.map(assessment => {
          const { scoreId, scoreVersion, outcome } = assessment;
          const missing = inputNames(outcome.missing, words.t);
          return (
            <li key={assessment.id}>
              <strong>{scoreTitle(scoreId, words)}</strong> v{scoreVersion}{' '}
              {outcome.bounds === null
                ? refusalText(assessment, words.t)
                : `${outcomeText(assessment, words)}${words.t('packet.score.missing', { missing })}`}
              <KnownLines assessment={assessment} words={words} />
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

/** Of a bounded result what is certain, so that a reader can see where the range comes from. */
function KnownLines({ assessment, words }: { assessment: Assessment; words: Words }) {
  const terms = assessment.outcome.bounds === null ? [] : (arithmeticOf(assessment)?.terms ?? []);
  if (terms.length === 0) return null;
  const lines = arithmeticLines(terms, words.t).map(({ name, arithmetic }) => `${name} ${arithmetic}`.trim());
  return (
    <p className="score-notes">
      {words.t('packet.score.known')}
      {words.t('packet.colon')}
      {lines.join(words.language === 'en' ? '; ' : '；')}
    </p>
  );
}

function ScoreBlock({ model, assessment, words }: { model: PacketModel; assessment: Assessment; words: Words }) {
  const definition = scoreDefinition(assessment.scoreId);
  const notes = assessment.outcome.notes
    .filter(note => !note.startsWith('organ:')) // the organ points stand in the arithmetic
    .map(note => noteText(note, words.t));
  return (
    <section className="score-block">
      <h2>
        <span>{scoreTitle(assessment.scoreId, words)}</span>
        <strong>{outcomeText(assessment, words)}</strong>
      </h2>
      <p className="score-facts">
        {definition ? `${words.t('packet.score.framework')} ${localized(definition.framework, words.language)} · ` : ''}
        {words.t('packet.score.version', { version: assessment.scoreVersion })} ·{' '}
        {words.t('packet.score.anchoredAt', { at: timeText(assessment.anchorAt) })}
      </p>
      <Inputs assessment={assessment} words={words} />
      <Arithmetic assessment={assessment} definition={definition} words={words} />
      <Line words={words} title="packet.score.contradiction" parts={contradictionTexts(model, assessment, words)} />
      <Line words={words} title="packet.score.notes" parts={notes} />
      <Line words={words} title="packet.score.published" parts={figures(assessment, definition, words)} />
      <Line words={words} title="packet.score.population" parts={population(assessment.scoreId, words)} />
      <Line words={words} title="packet.score.citation" parts={citations(definition, words)} />
    </section>
  );
}

/** Nothing where there is nothing to say. */
function Line({ words, title, parts }: { words: Words; title: TextKey; parts: readonly string[] }) {
  if (parts.length === 0) return null;
  return (
    <p className="score-notes">
      {words.pair(title).first}
      {words.t('packet.colon')}
      {parts.join(words.language === 'en' ? '; ' : '；')}
    </p>
  );
}

function population(scoreId: string, words: Words): string[] {
  return Object.hasOwn(texts.population, scoreId)
    ? [words.pair(`clinical.population.${scoreId}` as TextKey).first]
    : [];
}

const citations = (definition: ScoreDefinition | undefined, words: Words): string[] =>
  (definition?.citations ?? []).map(({ text, doi, toBeChecked }) =>
    [text, ...(doi === null ? [] : [`doi:${doi}`]), ...(toBeChecked ? [words.t('clinical.evidence.toBeChecked')] : [])]
      .join(', ')
      .replace(', †', ' †'),
  );

/** Reviewed figures of the literature for this result, each with outcome, horizon and source. */
function figures(
  { scoreId, scoreVersion, outcome }: Assessment,
  definition: ScoreDefinition | undefined,
  words: Words,
) {
  if (definition === undefined || outcome.refused !== null) return [];
  const result = { ...outcome, refused: null, missing: [], score: scoreId, version: scoreVersion };
  return publishedFigures(definition, result).map(figure => {
    const { label, outcome: event, horizonDays: days, percent, citation } = figure;
    const isRate = percent !== null && Object.hasOwn(scoreWords.figure, event);
    const isNamed = Object.hasOwn(texts.outcome, event);
    const key = isRate ? `packet.score.figure.${event}` : `clinical.outcome.${event}`;
    const named = isRate || isNamed ? words.pair(key as TextKey).first : event;
    const value =
      percent === null || days === null
        ? [named, percent === null ? '' : `${percent} %`].join(' ').trim()
        : words.t('clinical.outcome.published', { outcome: named, percent, days });
    return [gradeText(label, words.t), value, `[${citation}]`].filter(part => part !== '').join(' ');
  });
}

/** Every input with its sample time; a time that all share is said once. */
function Inputs({ assessment, words }: { assessment: Assessment; words: Words }) {
  const times = new Set(assessment.inputs.map(input => input.sampledAt).filter(at => at !== null));
  const [common] = times.size === 1 ? times : [];
  return (
    <p className="score-inputs">
      {words.t('packet.score.inputs')}
      {common === undefined ? '' : words.t('packet.inBrackets', { text: timeText(common) })}
      {words.t('packet.colon')}
      {assessment.inputs.map(input => (
        <span key={input.key}>
          {input.key === 'age' ? words.t('packet.score.ageAtSampling') : inputName(input.key, words.t)}{' '}
          <strong>{inputText(input, words.t)}</strong>
          {common !== undefined || input.sampledAt === null
            ? ''
            : words.t('packet.inBrackets', { text: timeText(input.sampledAt) })}
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
  if (explanation === null) return <p className="score-notes">{words.t('packet.score.noArithmetic')}</p>;
  const { raw } = assessment.outcome;
  const { rule, terms } = explanation;
  return (
    <>
      {definition ? (
        <pre className="formula">
          {definition.formula
            .map(line => formulaWords(formulaText(line, words.language === 'en' ? 'en' : 'zh-CN'), words.t))
            .join('\n')}
        </pre>
      ) : null}
      <table className="arithmetic">
        <tbody>
          {arithmeticLines(terms, words.t).map(({ key, name, arithmetic, remark, isPart }) => (
            <tr key={key} className={isPart ? 'intermediate' : undefined}>
              <th scope="row">{name}</th>
              <td>{arithmetic}</td>
              <td className="unit">{remark}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rule !== null && Object.hasOwn(texts.rule, rule) ? (
        <Line words={words} title="packet.score.rule" parts={[words.pair(`clinical.rule.${rule}` as TextKey).first]} />
      ) : null}
      {raw === null ? null : (
        <p className="score-sum">
          {words.t('packet.score.sum', {
            raw: String(Number(raw.toFixed(4))).replace('-', '−'),
            value: (resultText(assessment, words.t) ?? '').replace('-', '−'),
          })}
        </p>
      )}
    </>
  );
}
