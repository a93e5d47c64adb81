import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LabExport } from '../../../electron/services/lis/lab-export.ts';
import { readLabExport } from '../../../electron/services/lis/read-lab-export.ts';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'lis');
const expectations = readdirSync(folder).filter(file => file.endsWith('.expected.json'));

describe('the sample exports', () => {
  it('are all here', () => expect(expectations).toHaveLength(12));

  it.each(expectations.map(file => file.replace('.expected.json', '')))('%s reads as expected', file => {
    const expected: LabExport = JSON.parse(readFileSync(join(folder, `${file}.expected.json`), 'utf8'));
    const read = readLabExport(readFileSync(join(folder, file)));
    expect({ format: read.format, encoding: read.encoding }).toEqual({
      format: expected.format,
      encoding: expected.encoding,
    });
    expect(read.rows).toEqual(expected.rows);
    const reasons = ({ skipped }: LabExport) => skipped.map(({ line, reason }) => ({ line, reason }));
    expect(reasons(read)).toEqual(reasons(expected));
  });
});
