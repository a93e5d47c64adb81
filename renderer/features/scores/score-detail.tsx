import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type PublishedFigure, publishedFigures } from '../../../shared/clinical/bands.ts';
import { gradeText, inputName, inputNames } from '../../../shared/clinical/clinical-wording.ts';
import type { ExplainedInput } from '../../../shared/clinical/explanation.ts';
import { formulaText } from '../../../shared/clinical/score-definition.ts';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import type { Term } from '../../../shared/clinical/terms.ts';
import { languageOf, type Translate } from '../../../shared/i18n/i18n.ts';
import type { Assessment, ModelTrace } from '../../../shared/records/assessment.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { arithmeticOf } from '../../print/score-arithmetic.ts';
import {
  arithmeticLines,
  inputText,
  localized,
  outcomeName,
  refusalAdvice,
  resultText,
  ruleText,
} from './score-wording.ts';

/** Everything a reader needs to redo the result by hand, and to know for whom it was made. */
export function ScoreDetail({ assessment }: { assessment: Assessment }) {
  const { t, i18n } = useTranslation();
  const { scoreId, scoreVersion, outcome } = assessment;
  const { model } = outcome;
  const definition = scoreDefinition(scoreId);
  const explanation = arithmeticOf(assessment);
  const advice = refusalAdvice(assessment, t);
  if (definition === undefined) return <p>{outcome.refused?.message ?? ''}</p>;
  const horizons = model ? [model.horizonDays] : definition.predicts.horizonDays;
  const figures = publishedFigures(definition, {
    ...outcome,
    refused: null,
    missing: [],
    score: scoreId,
    version: scoreVersion,
  }).filter(() => outcome.refused === null);
  return (
    <div className="score-detail" data-testid="score-detail">
      {outcome.refused?.code === 'model-not-installed' ? (
        <p className="score-not-installed">
          {t('scores.notInstalledWhy', {
            items: inputNames(
              definition.inputs.map(each => each.key),
              t,
            ),
          })}
        </p>
      ) : null}
      {advice === '' ? null : <p className="score-todo">{advice}</p>}
      <section>
        <h3>{t('scores.inputs')}</h3>
        <InputTable assessment={assessment} inputs={explanation?.inputs ?? []} />
      </section>
      <section hidden={!outcome.model && !explanation?.terms.length && definition.formula.length === 0}>
        <h3>{t('scores.arithmetic')}</h3>
        {explanation || outcome.model || outcome.refused ? null : <p>{t('packet.score.noArithmetic')}</p>}
        {outcome.model ? <ModelArithmetic trace={outcome.model} shown={resultText(assessment, t)} /> : null}
        {explanation && explanation.terms.length > 0 ? (
          <Arithmetic terms={explanation.terms} raw={outcome.raw} shown={resultText(assessment, t)} />
        ) : null}
        {explanation?.rule ? <p>{ruleText(explanation.rule, t)}</p> : null}
        {definition.formula.length > 0 ? (
          <div className="score-formula">
            {definition.formula.map(line => (
              <code key={formulaText(line, 'en')}>{formulaText(line, languageOf(i18n.language))}</code>
            ))}
          </div>
        ) : null}
      </section>
      <dl className="score-provenance">
        <dt>{t('scores.population')}</dt>
        <dd>
          {model ? (
            model.population
          ) : (
            <>
              {t(`clinical.population.${definition.id}`)}{' '}
              <span className="note">{t(`clinical.remark.${definition.id}`)}</span>
            </>
          )}
        </dd>
        <dt>{t('scores.outcome')}</dt>
        <dd>
          {model ? localized(model.outcome, i18n.language) : t(`clinical.outcome.${definition.predicts.code}`)}
          {horizons.length > 0 ? ` ${t('clinical.outcome.horizon', { days: horizons.join('/') })}` : ''}
        </dd>
        {figures.length > 0 ? (
          <>
            <dt>{t('scores.published')}</dt>
            <dd>
              {figures.map(figure => (
                <p key={`${figure.label}${figure.citation}${figure.outcome}`}>
                  {gradeText(figure.label, t)} {figureText(figure, t)} <span className="note">{figure.citation}</span>
                </p>
              ))}
            </dd>
          </>
        ) : null}
        <dt>{t('scores.citation')}</dt>
        <dd data-testid="score-citation">
          {model ? <p>{model.citation}</p> : null}
          {(model ? [] : definition.citations).map(citation => (
            <p key={citation.text}>
              {citation.text}
              {citation.doi === null ? '' : ` doi:${citation.doi}`}
              {citation.toBeChecked ? <span className="note"> {t('scores.toBeChecked')}</span> : null}
            </p>
          ))}
        </dd>
        <dt>{t('scores.version', { version: scoreVersion })}</dt>
        <dd className="note">{t('scores.computed', { time: wallClock(assessment.computedAt, 'seconds') })}</dd>
      </dl>
      <p className="note">
        {t('scores.disclaimer')} <Link to={`/handbook/${scoreId}`}>{t('scores.inHandbook')}</Link>
      </p>
    </div>
  );
}

function figureText({ outcome, percent, horizonDays }: PublishedFigure, t: Translate): string {
  const name = outcomeName(outcome, t);
  if (percent === null) return name;
  return horizonDays === null
    ? `${name} ${percent} %`
    : t('clinical.outcome.published', { outcome: name, percent, days: horizonDays });
}

function conversionText({ conversion, given, givenUnit, si, siUnit }: ExplainedInput, t: Translate): string {
  if (conversion === null || si === null) return '';
  return t('clinical.term.conversion', { value: String(given), unit: givenUnit ?? '', si, siUnit: siUnit ?? '' });
}

function InputTable({ assessment, inputs }: { assessment: Assessment; inputs: readonly ExplainedInput[] }) {
  const { t } = useTranslation();
  const missing = inputs.filter(each => each.status !== 'known' && each.status !== 'absent');
  return (
    <table className="score-inputs">
      <thead>
        <tr>
          <th scope="col">{t('scores.input')}</th>
          <th scope="col">{t('scores.value')}</th>
          <th scope="col">{t('scores.sampled')}</th>
        </tr>
      </thead>
      <tbody>
        {assessment.inputs.map(input => (
          <tr key={input.key}>
            <th scope="row">{inputName(input.key, t)}</th>
            <td>
              {inputText(input, t)}{' '}
              <span className="note">
                {inputs.filter(each => each.key === input.key).map(each => conversionText(each, t))}
              </span>
            </td>
            <td>{input.sampledAt === null ? '' : wallClock(input.sampledAt)}</td>
          </tr>
        ))}
        {missing.map(each => (
          <tr key={each.key} className={each.status === 'assumed' ? undefined : 'score-input-missing'}>
            <th scope="row">{inputName(each.key, t)}</th>
            <td>{t(`clinical.status.${each.status}`)}</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A result of a model file, from what was stored with it: the file need not be there any more. */
function ModelArithmetic({ trace, shown }: { trace: ModelTrace; shown: string | null }) {
  const { t } = useTranslation();
  const { terms, linearPredictor, centre, baselineSurvival, version, sha256, horizonDays } = trace;
  const short = (x: number) => String(Number(x.toPrecision(6))).replace('-', '−');
  return (
    <>
      <p className="note">{t('scores.modelFile', { version, sha256: sha256.slice(0, 16) })}</p>
      <table className="score-arithmetic">
        <tbody>
          {terms.map(({ name, x, y, coefficient }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {short(coefficient)} × {short(y)} = {short(coefficient * y)}
              </td>
              <td className="note">{x === y ? '' : `x = ${short(x)}`}</td>
            </tr>
          ))}
          <tr className="score-sum">
            <th scope="row">lp</th>
            <td>{short(linearPredictor)}</td>
            <td>
              {t('scores.modelRisk', { baseline: baselineSurvival, lp: short(linearPredictor), centre: short(centre) })}
              {shown === null ? '' : ` = ${shown} ${t('clinical.outcome.horizon', { days: horizonDays })}`}
            </td>
          </tr>
        </tbody>
      </table>
    </>
  );
}

function Arithmetic({ terms, raw, shown }: { terms: readonly Term[]; raw: number | null; shown: string | null }) {
  const { t } = useTranslation();
  return (
    <table className="score-arithmetic">
      <tbody>
        {arithmeticLines(terms, t).map(({ key, name, arithmetic, remark, isPart }) => (
          <tr key={key} className={isPart ? 'score-part' : undefined}>
            <th scope="row">{name}</th>
            <td>{arithmetic}</td>
            <td className="note">{remark}</td>
          </tr>
        ))}
        {raw === null ? null : (
          <tr className="score-sum">
            <th scope="row">{t('scores.sum')}</th>
            <td>{Number(raw.toPrecision(8))}</td>
            <td>{shown === null ? '' : `${t('scores.shown')} ${shown}`}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
