import { runsOf } from './columns.ts';

/**
 * One form of 241 × 140 mm in text mode. Every stretch of text stands in a box as wide as its columns, so that the grid
 * holds with whichever fonts the computer has.
 */
export function TextSheet({ lines }: { lines: readonly string[] }) {
  return (
    <section className="page dot-matrix">
      {lines.map((line, at) => (
        <p key={`line-${String(at)}`}>{line === '' ? '\u00a0' : <Runs line={line} />}</p>
      ))}
    </section>
  );
}

function Runs({ line }: { line: string }) {
  return runsOf(line).map(({ text, isNarrow }, at) => (
    <span
      key={`run-${String(at)}`}
      className={isNarrow ? 'narrow' : 'wide'}
      style={{ width: `${isNarrow ? Array.from(text).length / 2 : 1}em` }}
    >
      {isNarrow ? <span>{text}</span> : text}
    </span>
  ));
}
