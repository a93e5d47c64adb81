import { useTranslation } from 'react-i18next';
import type { Band, RiskFunction } from '../../../shared/clinical/bands.ts';
import { gradeText, inputName } from '../../../shared/clinical/clinical-wording.ts';
import type { HandbookEntry, HandbookInput } from '../../../shared/clinical/handbook.ts';
import { formulaText, type ScoreDefinition } from '../../../shared/clinical/score-definition.ts';
import { languageOf, type Translate } from '../../../shared/i18n/i18n.ts';
import { unitText } from '../../../shared/records/lab-catalogue.ts';
import { arithmeticLines, inputUnit, outcomeName, plainValue, resultText, ruleText } from '../scores/score-wording.ts';

/** One score: for whom, what it says, how it is computed, what is known of its bands, and an example by hand. */
export function HandbookChapter({ chapter }: { chapter: HandbookEntry }) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const { definition, inputs, bands, riskFunctions } = chapter;
  const { id, title, framework, version, formula, citations, predicts } = definition;
  return (
    <section className="handbook-chapter" id={`chapter-${id}`} data-testid={`chapter-${id}`}>
      <h2>
        {title[language]} <span className="note">{t('handbook.version', { version })}</span>
      </h2>
      <dl className="handbook-facts">
        <dt>{t('handbook.framework')}</dt>
        <dd>{framework[language]}</dd>
        <dt>{t('scores.population')}</dt>
        <dd>
          {t(`clinical.population.${id}`)} <span className="note">{t(`clinical.remark.${id}`)}</span>
        </dd>
        <dt>{t('scores.outcome')}</dt>
        <dd>
          {outcomeName(predicts.code, t)}
          {predicts.horizonDays.length > 0
            ? ` ${t('clinical.outcome.horizon', { days: predicts.horizonDays.join('/') })}`
            : ''}
        </dd>
        <dt>{t('scores.citation')}</dt>
        <dd>
          {citations.map(({ text, doi, toBeChecked }) => (
            <p key={text}>
              {text}
              {doi === null ? '' : `, doi:${doi}`}
              {toBeChecked ? ' †' : ''}
            </p>
          ))}
        </dd>
      </dl>
      {formula.length > 0 ? (
        <>
          <h3>{t('handbook.formula')}</h3>
          <div className="handbook-formula">
            {formula.map(line => (
              <code key={formulaText(line, 'en')}>{formulaText(line, language)}</code>
            ))}
          </div>
        </>
      ) : null}
      <h3>{t('handbook.inputs')}</h3>
      <Inputs definition={definition} inputs={inputs} />
      <h3>{t('handbook.published')}</h3>
      <Published bands={bands} riskFunctions={riskFunctions} />
      <Example chapter={chapter} />
    </section>
  );
}

const COLUMNS = ['input', 'need', 'unit', 'hard', 'usual', 'cutoffs'] as const;

const range = (limits: readonly [number, number] | null): string => (limits === null ? '' : limits.join('–'));

function unitsText({ key, accepted }: HandbookInput): string {
  const others = accepted.map(
    ({ unit, factor, operation }) => `${unit} ${operation === 'multiply' ? '×' : '÷'} ${factor}`,
  );
  return others.length === 0 ? inputUnit(key) : `${inputUnit(key)} (${others.map(unitText).join(', ')})`;
}

function Inputs({ definition, inputs }: { definition: ScoreDefinition; inputs: readonly HandbookInput[] }) {
  const { t } = useTranslation();
  const cutoffsOf = (key: string) =>
    (definition.inputs.find(input => input.key === key)?.cutoffs ?? [])
      .map(({ at, exact }) => `${exact === 'upper' ? '≥' : '>'}${at}`)
      .join(', ');
  return (
    <table className="handbook-table handbook-inputs">
      <thead>
        <tr>
          {COLUMNS.map(column => (
            <th key={column} scope="col">
              {t(`handbook.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {inputs.map(input => (
          <tr key={input.key}>
            <th scope="row">{inputName(input.key, t)}</th>
            <td>{t(`clinical.need.${input.need}`)}</td>
            <td>{unitsText(input)}</td>
            <td>{range(input.hard)}</td>
            <td>{range(input.usual)}</td>
            <td>{cutoffsOf(input.key)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const signed = (x: number): string => (x < 0 ? `− ${-x}` : `+ ${x}`);

/** The published function itself, in the score x. */
function functionText({ base, slope, offset, ci, beta }: RiskFunction): string {
  return base === undefined ? `1 − exp(−${ci} × exp(${beta} × x))` : `${base}^exp(${slope} × x ${signed(offset ?? 0)})`;
}

function Published({ bands, riskFunctions }: { bands: readonly Band[]; riskFunctions: readonly RiskFunction[] }) {
  const { t } = useTranslation();
  if (bands.length + riskFunctions.length === 0) return <p className="note">{t('handbook.noPublished')}</p>;
  const rows = [
    ...bands.map(({ label, outcome, horizonDays, percent, citation }) => ({
      ...{ label: gradeText(label, t), citation },
      what: [outcomeName(outcome, t), horizonDays === null ? '' : t('handbook.days', { days: horizonDays })].join(' '),
      figure: percent === null ? '' : `${percent} %`,
    })),
    ...riskFunctions.map(risk => ({
      ...{ label: '', citation: risk.citation },
      what: `${outcomeName(risk.outcome, t)} ${t('handbook.days', { days: risk.horizonDays })}`,
      figure: functionText(risk),
    })),
  ];
  return (
    <table className="handbook-table">
      <thead>
        <tr>
          <th scope="col">{t('handbook.band.label')}</th>
          <th scope="col">{t('handbook.band.outcome')}</th>
          <th scope="col">{t('handbook.band.percent')}</th>
          <th scope="col">{t('handbook.band.citation')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, what, figure, citation }) => (
          <tr key={`${label} ${what} ${figure}`}>
            <td>{label}</td>
            <td>{what}</td>
            <td>{figure}</td>
            <td className="note">{citation}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Example({ chapter: { definition, example } }: { chapter: HandbookEntry }) {
  const { t } = useTranslation();
  const { result, inputs, terms, rule } = example.explanation;
  if (result.refused !== null) return <p className="note">{t('handbook.slot')}</p>;
  const shown = resultText({ scoreId: definition.id, outcome: result }, t) ?? '';
  const grade = result.grade !== null && !definition.isClassification ? ` ${gradeText(result.grade, t)}` : '';
  const given = inputs.flatMap(({ key, given: value }) =>
    value === null ? [] : [`${inputName(key, t)} ${exampleValue(key, value, t)}`],
  );
  return (
    <div className="handbook-example">
      <h3>{t('handbook.example', { patient: example.patient })}</h3>
      <p>
        {t('handbook.exampleInputs')}
        {t('packet.colon')}
        {given.join(t('ui.listComma'))}
      </p>
      <table className="handbook-table handbook-arithmetic">
        <tbody>
          {arithmeticLines(terms, t).map(({ key, name, arithmetic, remark, isPart }) => (
            <tr key={key} className={isPart ? 'handbook-part' : undefined}>
              <th scope="row">{name}</th>
              <td>{arithmetic}</td>
              <td className="note">{remark}</td>
            </tr>
          ))}
          <tr className="handbook-result">
            <th scope="row">{t('handbook.result')}</th>
            <td>
              {shown}
              {grade}
            </td>
            <td className="note">
              {[rule === null ? '' : ruleText(rule, t), rawText(result.raw, t)].filter(Boolean).join(t('ui.listComma'))}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

const exampleValue = (key: string, value: number | string | boolean, t: Translate): string =>
  [plainValue(value, t), inputUnit(key)].join(' ').trim();

const rawText = (raw: number | null, t: Translate): string =>
  raw === null ? '' : t('handbook.raw', { raw: String(Number(raw.toFixed(6))).replace('-', '−') });
