import type { Chance } from './chance.ts';
import type { County } from './county.ts';

interface Question {
  seq: number;
  op_id: string;
  stream_id: string;
  step: string;
  error_class: string;
  depends_on: number | null;
}

const SQL = `SELECT seq, op_id, stream_id, step, error_class, depends_on FROM outbox WHERE state = 'blocked'`;

/** Reasons after which a person may press "send again". */
const SENT_AGAIN: readonly string[] = ['moved', 'restored', 'registry-reset'];

/**
 * Answers by rule what a county's people are asked: they give way to the ward, send again what may go again, and take
 * the registry as it is.
 * @returns whether anything was asked
 */
export function answerQuestions(county: County, dice: Chance, trace: (text: string) => void): boolean {
  const asked = county.connection.prepare(SQL).all() as Question[];
  let isAnswered = false;
  for (const question of asked) {
    if (question.error_class === 'conflict') giveWay(county, question);
    else if (SENT_AGAIN.includes(question.error_class)) sendAgain(county, question);
    else continue; // stands on the screen with its reason
    trace(`${county.code} answers ${question.error_class} of ${question.stream_id.slice(0, 8)}`);
    isAnswered = true;
  }
  if (county.connection.prepare('SELECT 1 FROM server WHERE reset_at IS NOT NULL').get()) {
    const choice = dice.isSo(0.5) ? 'resend' : 'go-on';
    trace(`${county.code} takes the registry as it is: ${choice}`);
    county.settle(choice);
    isAnswered = true;
  }
  return isAnswered;
}

/** What was asked about is dropped; what hung on it goes with it or moves up. */
function giveWay(county: County, { seq, op_id, depends_on }: Question): void {
  county.decide('outbox.decide', tx => {
    tx.bookkeeping.update('outbox', { op_id }, { state: 'superseded', error_class: null });
    const hanging = tx.read.all(
      tx.read.query.selectFrom('outbox').select(['op_id', 'step']).where('depends_on', '=', seq),
    );
    for (const row of hanging) {
      const change = row.step === 'request' ? ({ state: 'superseded' } as const) : { depends_on };
      tx.bookkeeping.update('outbox', { op_id: row.op_id }, change);
    }
  });
}

function sendAgain(county: County, { op_id }: Question): void {
  county.decide('outbox.resend', tx => {
    tx.bookkeeping.update('outbox', { op_id }, { state: 'pending', next_at: null, error_class: null });
  });
}
