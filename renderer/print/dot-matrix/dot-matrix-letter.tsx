import type { PageProps } from '../page-props.ts';
import { runsOf } from './columns.ts';
import { dotMatrixPages } from './dot-matrix-text.ts';

/**
 * P1 for a dot-matrix printer: text alone, on the grid of columns, on as many forms of 241 × 140 mm as it needs. Every
 * stretch of text stands in a box as wide as its columns, so that the grid holds with whichever fonts the computer has.
 */
export function DotMatrixLetter({ document, words }: PageProps) {
  return dotMatrixPages(document, words).map((lines, page) => (
    <section className="page dot-matrix" key={`page-${String(page)}`}>
      {lines.map((line, at) => (
        <p key={`line-${String(at)}`}>{line === '' ? '\u00a0' : <Runs line={line} />}</p>
      ))}
    </section>
  ));
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
