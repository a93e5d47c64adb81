import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../shared/clinical/score-registry.ts';
import { workedPatients } from '../../../shared/clinical/worked-patients.ts';
import { bareScores } from './bare-arithmetic.ts';

const order = [
  ...['meld', 'meld-na-optn2016', 'meld-na-kim2008', 'meld3', 'imeld', 'child-pugh', 'albi', 'clif-c-of', 'easl-aclf'],
  ...['cossh-aclf', 'clif-c-aclf', 'clif-c-ad', 'cossh-aclf-ii', 'aarc', 'apasl-aclf', 'nacseld', 'cn-lf-stage'],
  ...['ica-aki', 'ree-harris-benedict', 'ree-mifflin', 'map'],
];
const stages = ['none', 'pre', 'early', 'middle', 'late'];

describe('the yardstick of the engine bench', () => {
  it.each(['E1', 'E2', 'E3'] as const)('computes the same results for %s, by hand', patient => {
    const inputs = {
      ...workedPatients[patient],
      tbil: { value: Number(workedPatients[patient].tbil) / 17.1, unit: 'mg/dL' },
    };
    const expected = order.map(score => {
      const { value } = evaluate(score, inputs);
      return score === 'cn-lf-stage' ? stages.indexOf(String(value)) : (value ?? '');
    });
    expect(bareScores(inputs)).toEqual(expected);
  });
});
