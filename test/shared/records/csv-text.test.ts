import { expect, it } from 'vitest';
import { csvText } from '../../../shared/records/csv-text.ts';

it('writes what a spreadsheet reads as a table and never as a formula', () => {
  const text = csvText([
    ['月份', 'a,b', null],
    ['=1+1', '-5', -5],
    ['@x', 'say "hi"', 'two\nlines'],
  ]);
  expect(text).toBe('\ufeff月份,"a,b",\r\n\'=1+1,\'-5,-5\r\n\'@x,"say ""hi""","two\nlines"\r\n');
});
