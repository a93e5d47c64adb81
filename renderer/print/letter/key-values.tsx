import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { LabFigure } from '../lab-figure.tsx';
import { timeText } from '../packet-wording.ts';
import { Label } from '../paper.tsx';
import type { Words } from '../words.ts';
import { keyValueItems } from './key-value-items.ts';
import { letterScores } from './letter-wording.ts';

/** The last value of each key item with its unit, flag and sample time; a word where there is none. */
export function KeyValues({ model, words }: { model: PacketModel; words: Words }) {
  const columns = keyValueItems(model, words);
  return (
    <table className="key-values">
      <thead>
        <tr>
          <th scope="row">
            <Label words={words} of="packet.letter.labs" />
          </th>
          {columns.map(column => (
            <th key={column.key} scope="col">
              {column.name.first}
              {column.name.second === null ? null : (
                <span className="second" lang="en">
                  {' '}
                  {column.name.second}
                </span>
              )}{' '}
              <span className="unit">{column.unit}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className="numbers">
          <th scope="row">{words.text('packet.score.value')}</th>
          {columns.map(column => (
            <td key={column.key}>
              <LabFigure shown={column} />
            </td>
          ))}
        </tr>
        <tr className="times">
          <th scope="row">
            <Label words={words} of="packet.letter.sampledAt" />
          </th>
          {columns.map(column => (
            <td key={column.key}>{column.at === null ? '–' : <SampleTime at={column.at} />}</td>
          ))}
        </tr>
        {columns.some(({ mark }) => mark !== '') ||
        letterScores(model, words).some(({ isDistorted }) => isDistorted) ? (
          <tr className="distorted">
            <td colSpan={columns.length + 1}>{words.text('packet.letter.distorted')}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

/** Date above the time of day, neither of them broken: the column is too narrow for both at a size that is read. */
function SampleTime({ at }: { at: string }) {
  const [date, time] = timeText(at).split(' ');
  return (
    <>
      <span>{date}</span> <span>{time}</span>
    </>
  );
}
