import { interferenceAt } from '../../shared/clinical/interference.ts';
import type { LabCode } from '../../shared/records/observation.ts';
import { rangeInUse } from '../../shared/records/reference-range.ts';
import { wallClock } from '../../shared/records/time.ts';
import { restsOnDistorted, restsOnLimit } from '../../shared/referral/packet-facts.ts';
import type { PacketModel } from '../../shared/referral/packet-model.ts';
import { labTable, numbersOf } from './lab-columns.ts';
import { LabFigure } from './lab-figure.tsx';
import { scoreTitle } from './letter/letter-wording.ts';
import { labName, labText, labUnit, lastPrintedRange, rangeText } from './packet-wording.ts';
import type { PageProps } from './page-props.ts';
import { Sheet } from './paper.tsx';
import { type ChartPoint, TrendChart } from './trend-chart.tsx';
import type { Words } from './words.ts';

const ROOMY_COLUMNS = 6;

/** P3: cumulative table and small charts. */
export function TrendPage({ document: { model }, words }: PageProps) {
  const { times, leftOut, rows } = labTable(model);
  return (
    <Sheet model={model} words={words} title="packet.page.P3" name="trend" isOnePage>
      {rows.length === 0 ? (
        <p>{words.text('packet.trend.noLabs')}</p>
      ) : (
        <>
          <table className={times.length > ROOMY_COLUMNS ? 'labs labs-dense' : 'labs'}>
            <thead>
              <tr>
                <th scope="col">{words.text('packet.trend.item')}</th>
                <th scope="col">{words.text('packet.trend.unit')}</th>
                <th scope="col">{words.text('packet.trend.range')}</th>
                {times.map(at => (
                  <th key={at} scope="col">
                    {wallClock(at).slice(0, 10)}
                    <br />
                    {wallClock(at).slice(11)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ code, cells }) => (
                <tr key={code}>
                  <th scope="row">
                    <ItemName code={code} words={words} />
                  </th>
                  <td className="unit">{labUnit(code)}</td>
                  <td className="unit">{rangeText(model, code)}</td>
                  {cells.map((cell, column) => (
                    <td key={times[column]}>{cell ? <LabFigure shown={labText(model, cell, words)} /> : null}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {leftOut > 0 ? (
            <p className="note">
              {words.text('packet.trend.leftOut', { n: leftOut, shown: times.length, total: leftOut + times.length })}
            </p>
          ) : null}
          <p className="note">{words.text('packet.trend.legend')}</p>
          <Charts model={model} words={words} />
          <p className="note">{words.text('packet.trend.chartLegend')}</p>
        </>
      )}
    </Sheet>
  );
}

function ItemName({ code, words }: { code: LabCode; words: Words }) {
  const { first, second } = labName(code, words);
  return (
    <>
      {first}
      {second === null ? null : (
        <span className="second" lang="en">
          {' '}
          {second}
        </span>
      )}
    </>
  );
}

/** Thresholds of the guidelines as constants of clinical.md, drawn as labelled lines. */
const PANELS: readonly { code: LabCode; thresholds: readonly { at: number; label: string }[] }[] = [
  {
    code: 'TBIL',
    thresholds: [
      { at: 85.5, label: 'APASL 85.5' },
      { at: 171, label: '10×ULN 171' },
      { at: 205.2, label: 'EASL 205.2' },
    ],
  },
  {
    code: 'INR',
    thresholds: [
      { at: 1.5, label: '1.5' },
      { at: 2.5, label: '2.5' },
    ],
  },
  { code: 'PTA', thresholds: [{ at: 40, label: '40' }] },
  {
    code: 'CREA',
    thresholds: [
      { at: 132.6, label: '132.6' },
      { at: 176.8, label: '176.8' },
    ],
  },
  {
    code: 'NA',
    thresholds: [
      { at: 130, label: '130' },
      { at: 125, label: '125' },
    ],
  },
];
const CHARTED_SCORE = 'meld3';

function Charts({ model, words }: { model: PacketModel; words: Words }) {
  const present = model.observations.filter(o => o.voidedAt === null);
  const all = present.map(o => Date.parse(o.sampledAt));
  const span = { from: Math.min(...all), to: Math.max(...all) };
  const score: ChartPoint[] = model.assessments
    .filter(a => a.scoreId === CHARTED_SCORE && typeof a.outcome.value === 'number')
    .map(a => ({
      id: a.id,
      at: Date.parse(a.anchorAt),
      value: Number(a.outcome.value),
      isHollow: restsOnDistorted(a),
      comparator: null,
      isFromLimit: restsOnLimit(a),
    }));
  return (
    <div className="charts">
      {PANELS.map(({ code, thresholds }) => (
        <TrendChart
          key={code}
          title={`${labName(code, words).first} ${labUnit(code)}`.trim()}
          points={pointsOf(model, code)}
          span={span}
          band={rangeInUse(code, model.patient, lastPrintedRange(model, code))}
          thresholds={thresholds}
          emptyText={words.text('packet.trend.noValues')}
        />
      ))}
      <TrendChart
        title={scoreTitle(CHARTED_SCORE, words)}
        points={score}
        span={span}
        band={null}
        thresholds={[]}
        emptyText={words.text('packet.trend.noValues')}
      />
    </div>
  );
}

function pointsOf(model: PacketModel, code: LabCode): ChartPoint[] {
  return numbersOf(model.observations, code).map(({ id, sampledAt, valueSi, comparator }) => ({
    id,
    at: Date.parse(sampledAt),
    value: Number(valueSi),
    isHollow: interferenceAt(code, sampledAt, model.treatments) !== null,
    comparator,
    isFromLimit: false,
  }));
}
