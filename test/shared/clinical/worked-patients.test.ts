import { describe, expect, it } from 'vitest';
import { energyTarget } from '../../../shared/clinical/nutrition.ts';
import { roundHalfUp } from '../../../shared/clinical/rounding.ts';
import { evaluate } from '../../../shared/clinical/score-registry.ts';
import { workedPatients } from '../../../shared/clinical/worked-patients.ts';

type Cell = { value?: number | string; raw?: number; grade?: string; refused?: string };

/** The table of clinical.md section 2; raw as printed there, to the printed number of decimals. */
const table: Record<string, [Cell, Cell, Cell]> = {
  meld: [
    { value: 14, raw: 14.1134 },
    { value: 25, raw: 25.3804 },
    { value: 40, raw: 39.7178 },
  ],
  'meld-na-optn2016': [
    { value: 14, raw: 14 },
    { value: 27, raw: 27.475 },
    { value: 40, raw: 40 },
  ],
  'meld-na-kim2008': [
    { value: 15, raw: 15.4077 },
    { value: 28, raw: 28.3043 },
    { value: 40, raw: 39.8166 },
  ],
  meld3: [
    { value: 14, raw: 14.2939 },
    { value: 29, raw: 28.9398 },
    { value: 40, raw: 41.5242 },
  ],
  imeld: [
    { value: 31, raw: 31.0134 },
    { value: 48.6, raw: 48.5804 },
    { value: 69.5, raw: 69.5178 },
  ],
  'child-pugh': [
    { value: 8, grade: 'B' },
    { value: 11, grade: 'C' },
    { value: 15, grade: 'C' },
  ],
  albi: [
    { value: -1.72, raw: -1.7164, grade: '2' },
    { value: -0.81, raw: -0.8116, grade: '3' },
    { value: -0.44, raw: -0.4404, grade: '3' },
  ],
  'clif-c-of': [{ value: 6 }, { value: 9 }, { value: 16 }],
  'easl-aclf': [{ grade: '0' }, { grade: '1b' }, { grade: '3b' }],
  'cossh-aclf': [{ grade: '0' }, { grade: '1' }, { grade: '3' }],
  'clif-c-aclf': [{ refused: 'not-applicable' }, { value: 43.8, raw: 43.756 }, { value: 73.4, raw: 73.4261 }],
  'clif-c-ad': [
    { value: 41.6, raw: 41.6092, grade: 'low' },
    { refused: 'not-applicable' },
    { refused: 'not-applicable' },
  ],
  'cossh-aclf-ii': [
    { value: 5.33, raw: 5.3293 },
    { value: 7.84, raw: 7.8383 },
    { value: 10.03, raw: 10.0329 },
  ],
  aarc: [
    { value: 6, grade: 'I' },
    { value: 10, grade: 'II' },
    { value: 15, grade: 'III' },
  ],
  'apasl-aclf': [{ grade: 'no' }, { grade: 'yes' }, { grade: 'yes' }],
  nacseld: [
    { value: 0, grade: 'no' },
    { value: 0, grade: 'no' },
    { value: 2, grade: 'yes' },
  ],
  'cn-lf-stage': [{ grade: 'none' }, { grade: 'middle' }, { grade: 'late' }],
  'ica-aki': [{ grade: '0' }, { grade: '0' }, { grade: '2' }],
  'ree-harris-benedict': [{ value: 1507 }, { value: 1263 }, { value: 1484 }],
  'ree-mifflin': [{ value: 1493 }, { value: 1159 }, { value: 1480 }],
};

const rows = Object.entries(table).flatMap(([score, cells]) =>
  (['E1', 'E2', 'E3'] as const).map((patient, index) => ({ score, patient, cell: cells[index] ?? {} })),
);

describe('worked patients E1 to E3', () => {
  it.each(rows)('$patient $score', ({ score, patient, cell }) => {
    const result = evaluate(score, workedPatients[patient]);
    expect(result.refused?.code).toBe(cell.refused);
    if (cell.value !== undefined) expect(result.value).toBe(cell.value);
    if (cell.raw !== undefined) expect(roundHalfUp(result.raw ?? Number.NaN, 4)).toBe(cell.raw);
    if (cell.grade !== undefined) expect(result.grade).toBe(cell.grade);
  });

  it.each([
    ['E1', 1959, 1940],
    ['E2', 1641, 1507],
    ['E3', 1930, 1924],
  ] as const)('%s: 1.3 × REE is taken from the unrounded REE', (patient, harrisBenedict, mifflin) => {
    const raw = (score: string) => evaluate(score, workedPatients[patient]).raw ?? Number.NaN;
    expect(energyTarget(raw('ree-harris-benedict'))).toBe(harrisBenedict);
    expect(energyTarget(raw('ree-mifflin'))).toBe(mifflin);
  });
});
