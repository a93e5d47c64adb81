import type { PageProps } from '../page-props.ts';
import { dotMatrixPages } from './dot-matrix-text.ts';
import { TextSheet } from './text-sheet.tsx';

/** P1 for a dot-matrix printer: text alone, on the grid of columns, on as many forms of 241 × 140 mm as it needs. */
export function DotMatrixLetter({ document, words }: PageProps) {
  return dotMatrixPages(document, words).map((lines, page) => <TextSheet key={`page-${String(page)}`} lines={lines} />);
}
