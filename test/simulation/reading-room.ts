import type { Connection } from '../../electron/services/database/connection.ts';
import { Store } from '../../electron/services/database/store.ts';
import { type Actor, createUnitOfWork } from '../../electron/services/database/unit-of-work.ts';
import type { Clock, Ids } from '../../electron/services/ports.ts';
import { createReceived, type ReceivedService } from '../../electron/services/received/received-service.ts';
import type { TrustService } from '../../electron/services/trust/trust-service.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { TaskIntent } from '../../shared/fhir/apply-task-intent.ts';
import { DEFAULT_FHIR_BASE } from '../../shared/fhir/uris.ts';
import type { Road } from '../../shared/referral/received.ts';
import type { SealedAnswer, SealedReferral } from '../../shared/referral/sealed-file.ts';
import { ANSWERS, type WardAnswer } from '../../shared/referral/ward-answer.ts';
import type { Chance } from './chance.ts';
import { freshDatabase, openCopy } from './database.ts';

const NURSE: Actor = { id: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0002', name: '李护士' };

/** Seals and signatures have their own tests: here everybody is trusted and nobody is called by name. */
const trust = { list: () => ({ facility: () => null }) } as unknown as TrustService;

/** What a ward has on paper and stick: the real service for referrals without a line, over a database of its own. */
export class ReadingRoom {
  connection: Connection;
  readonly #code: string;
  readonly #clock: Clock;
  readonly #ids: Ids;
  #received: ReceivedService;

  constructor(code: string, clock: Clock, ids: Ids) {
    this.#code = code;
    this.#clock = clock;
    this.#ids = ids;
    this.connection = freshDatabase();
    this.#received = this.#open();
  }

  /** @returns what came of it, for the trace */
  take(file: SealedReferral, road: Road): string {
    const incoming = this.#received.incomingOf(file, 'valid');
    if ('fault' in incoming) return incoming.fault;
    const isFile = road === 'file';
    const attachments = isFile ? incoming.attachments : [];
    return this.#received.take(NURSE, { ...incoming, road, attachments, isSealed: isFile }).fault ?? 'taken';
  }

  /** Answers one of them; everything answered so far, as the file carries it. Null where nothing may be answered. */
  answer(dice: Chance): { file: SealedAnswer; intent: TaskIntent } | null {
    const line = dice.pick(this.#received.list());
    if (!line) return null;
    const { id, version, mayAnswer, content } = this.#received.get(NURSE, line.id);
    if (!mayAnswer || content.referralId === null) return null;
    try {
      this.#received.answer(NURSE, { id, version, answer: answerOf(dice) });
    } catch (failure) {
      if (failure instanceof AppError && failure.code === 'illegal-move') return null; // not after the one before
      throw failure;
    }
    const answers = this.connection
      .prepare('SELECT intent_json, answered_by FROM received_answer WHERE received_id = ? ORDER BY at, id')
      .all(id) as { intent_json: string; answered_by: string }[];
    const [first, ...more] = answers.map(row => ({
      intent: JSON.parse(row.intent_json) as TaskIntent,
      by: row.answered_by,
    }));
    const intent = more.at(-1)?.intent ?? first?.intent;
    if (!first || !intent) return null;
    const { referralId, number, site } = content;
    const head = { v: 1, kind: 'answer', training: false, number, referralId } as const;
    const file: SealedAnswer = {
      ...head,
      ...{ issuedAt: this.#clock.now(), from: this.#code, to: site, fhirBase: DEFAULT_FHIR_BASE },
      answers: [first, ...more],
    };
    return { file, intent };
  }

  /** Referral numbers that stand here more than once, and referrals that stand under two numbers. */
  twins(): string[] {
    const sql = (column: string) =>
      `SELECT ${column} FROM received_referral WHERE ${column} IS NOT NULL GROUP BY ${column} HAVING count(*) > 1`;
    return ['number', 'referral_id'].flatMap(column => this.connection.prepare(sql(column)).pluck().all() as string[]);
  }

  backup(): Buffer {
    return this.connection.serialize();
  }

  restore(image: Buffer): void {
    this.connection.close();
    this.connection = openCopy(image);
    this.#received = this.#open();
  }

  #open(): ReceivedService {
    const read = new Store(this.connection);
    const [clock, ids] = [this.#clock, this.#ids];
    const announce = () => undefined;
    const write = createUnitOfWork({ store: read, clock, deviceId: 'simulated', epoch: () => 'ward', announce });
    const facility = { name: '', code: this.#code, workstation: '1', department: '', phone: '', role: 'ward' } as const;
    return createReceived({ read, write, clock, ids, training: false, trust, facility: () => facility });
  }
}

function answerOf(dice: Chance): WardAnswer {
  const answer = dice.pick(ANSWERS) ?? 'declined';
  const nothing = { reason: '', advice: '', expectedAt: null, place: '', onwardTo: '' };
  switch (answer) {
    case 'bed-assigned':
      return { ...nothing, answer, place: '7' };
    case 'accepted-waiting-bed':
      return { ...nothing, answer, expectedAt: '2026-11-24T00:00:00.000Z' };
    case 'declined-advise-local':
      return { ...nothing, answer, advice: 'simulated' };
    case 'referred-onward':
      return { ...nothing, answer, onwardTo: 'simulated' };
    default:
      return { ...nothing, answer, reason: 'simulated' };
  }
}
