import { type Bench, benchLine } from '../../build/bench-line.ts';
import { explainAll } from '../../shared/clinical/explanation.ts';
import { workedPatients } from '../../shared/clinical/worked-patients.ts';
import { bareScores } from '../shared/clinical/bare-arithmetic.ts';

const ROUNDS = 60;
const WARM_UP = 15;
const PATIENTS = 300;

/** Variations of the three worked patients, with some values in conventional units. */
const patients = Array.from({ length: PATIENTS }, (_, index) => {
  const base = [workedPatients.E1, workedPatients.E2, workedPatients.E3][index % 3] ?? workedPatients.E1;
  const tbil = { value: Number((Number(base.tbil) / 17.1 + index * 0.01).toFixed(2)), unit: 'mg/dL' };
  return { ...base, tbil, age: 30 + (index % 50), crea: Number(base.crea) + index * 0.1 };
});

/** Microseconds a patient. */
function timePerPatient(work: (patient: (typeof patients)[number]) => readonly unknown[]): number {
  let answers = 0;
  const started = performance.now();
  for (const patient of patients) answers += work(patient).length;
  const elapsed = performance.now() - started;
  return answers > 0 ? (1000 * elapsed) / PATIENTS : Number.NaN;
}

/** All scores of one patient with explanations, against the bare arithmetic of the same formulas. */
const bench: Bench = {
  name: 'engine.all-scores',
  limits: { 'engine.all-scores': 5 },
  async run() {
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 0; round < ROUNDS + WARM_UP; round++) {
      const bare = timePerPatient(bareScores);
      const engine = timePerPatient(explainAll);
      if (round < WARM_UP) continue;
      ours.push(engine);
      yardstick.push(bare);
    }
    return [benchLine('engine.all-scores', 'us', ours, yardstick)];
  },
};
export default bench;
