import { FLAGS, type LabText } from './packet-wording.ts';

/** A number with all its marks, the same everywhere on paper and never broken: value, #, △, flag. */
export function LabFigure({ shown }: { shown: Omit<LabText, 'isNumber'> }) {
  const { value, flag, isConverted, mark } = shown;
  const isMarked = flag !== null || isConverted || mark !== '';
  return (
    <span className={isMarked ? 'lab-figure' : undefined}>
      <span className={flag === null ? undefined : 'abnormal'}>{value}</span>
      {isConverted ? '#' : null}
      {mark === '' ? null : <span className="mark">{mark}</span>}
      {flag === null ? null : <strong className="flag">{FLAGS[flag]}</strong>}
    </span>
  );
}
