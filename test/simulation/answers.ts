import { giveUp } from '../../electron/services/outbox/give-up.ts';
import { rowsOf } from '../../electron/services/outbox/rows.ts';
import type { Chance } from './chance.ts';
import type { County } from './county.ts';

interface Question {
  seq: number;
  op_id: string;
  stream_id: string;
  error_class: string;
}

const SQL = `SELECT seq, op_id, stream_id, error_class FROM outbox WHERE state = 'blocked'`;

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
    else if (!SENT_AGAIN.includes(question.error_class))
      continue; // stands on the screen with its reason
    else if (county.sentAgain.has(question.op_id)) giveWay(county, question);
    else sendAgain(county, question);
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

/** What was asked about is dropped, as by the outbox's own buttons. */
function giveWay(county: County, { seq, stream_id }: Question): void {
  county.decide('outbox.decide', tx => {
    const row = rowsOf(tx.read, [stream_id]).find(each => each.seq === seq);
    if (row) giveUp(tx, row);
  });
}

/** Once; who is told the same a second time sets it aside. */
function sendAgain(county: County, { op_id }: Question): void {
  county.sentAgain.add(op_id);
  county.decide('outbox.resend', tx => {
    tx.bookkeeping.update(
      'outbox',
      { op_id, state: 'blocked' },
      { state: 'pending', next_at: null, error_class: null },
    );
  });
}
