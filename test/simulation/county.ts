import { createHash } from 'node:crypto';
import type { Connection } from '../../electron/services/database/connection.ts';
import { Store } from '../../electron/services/database/store.ts';
import {
  type Actor,
  createUnitOfWork,
  type Transaction,
  type Write,
} from '../../electron/services/database/unit-of-work.ts';
import { deliveriesOf } from '../../electron/services/outbox/delivery.ts';
import { enqueueTaskMove, enqueueWithdrawal } from '../../electron/services/outbox/enqueue-task-move.ts';
import { headOf, rowsOf } from '../../electron/services/outbox/rows.ts';
import type { Clock, Ids } from '../../electron/services/ports.ts';
import { createAnswerImport } from '../../electron/services/received/answer-import.ts';
import { frozenBundle } from '../../electron/services/sealed-file/export-referral.ts';
import { readRegistrySetting } from '../../electron/services/sync/registry-settings.ts';
import type { SyncTimes } from '../../electron/services/sync/session.ts';
import { createSync, type Sync } from '../../electron/services/sync/sync-service.ts';
import { putSetting } from '../../electron/services/vault/setting.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { SignedPacket } from '../../shared/fhir/service-request.ts';
import { DEFAULT_FHIR_BASE } from '../../shared/fhir/uris.ts';
import type { Delivery } from '../../shared/referral/referral.ts';
import type { SealedAnswer, SealedReferral } from '../../shared/referral/sealed-file.ts';
import type { Chance } from './chance.ts';
import { freshDatabase, openCopy } from './database.ts';
import type { Line } from './line.ts';
import { message, sign, supplement } from './referral.ts';
import type { Scheduler } from './scheduler.ts';

const DOCTOR: Actor = { id: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001', name: '王医生' };

/** The real times, but for the cadence: more turns show nothing that fewer do not. */
const TIMES: Partial<SyncTimes> = { busyCadenceMs: 420_000, heartbeatMs: 20_000 };

/** How much each label claims; a restart may not claim more. */
const RANK = {
  ...{ draft: 0, 'paper-only': 0, 'local-only': 0, 'set-aside': 0, blocked: 0 },
  ...{ queued: 1, sending: 1, delivered: 2 },
} as const;
type Label = Delivery['state'];

/** What only the program that holds the lease may do. */
const NEEDS_LEASE: ReadonlySet<string> = new Set(['sync.push', 'sync.pull', 'sync.run', 'sync.start']);

/** One run of the program. When it is over nothing of it moves any more, whatever it still waits for. */
interface Life {
  isOver: boolean;
  /** Name in the lease. */
  readonly holder: string;
  /** The machine sleeps until then, ms. */
  asleepUntilMs: number;
  sync: Sync | null;
}

export interface CountyPorts {
  code: string;
  wards: readonly string[];
  scheduler: Scheduler;
  chance: Chance;
  line: Line;
  /** Something that a failing world's trace names. */
  trace: (text: string) => void;
  onBroken: (invariant: string, text: string) => void;
}

/** A county workstation: the real outbox and sync over a database that survives its program. */
export class County {
  readonly code: string;
  readonly packets = new Map<string, SignedPacket>();
  /** Rows that its people have sent again. */
  readonly sentAgain = new Set<string>();
  connection: Connection;
  store: Store;
  isDiskFull = false;
  /** Wall clock against true time, ms. */
  skewMs = 0;
  readonly #ports: CountyPorts;
  readonly #ids: Ids;
  readonly #clock: Clock;
  #epoch = 'first-life';
  #lives: Life[] = [];
  #count = 0;
  /** The cut comes with so many more commits, before or after the one. */
  #cut: { commits: number; side: 'before' | 'after' } | null = null;
  #bootedAtMs: number;

  constructor(ports: CountyPorts) {
    this.#ports = ports;
    this.code = ports.code;
    this.#ids = { uuid: () => ports.chance.uuid() };
    this.#bootedAtMs = ports.scheduler.nowMs;
    this.#clock = {
      now: () => new Date(ports.scheduler.nowMs + this.skewMs).toISOString(),
      monotonicMs: () => ports.scheduler.nowMs - this.#bootedAtMs,
    };
    this.connection = freshDatabase();
    this.store = new Store(this.connection);
    this.#boot();
  }

  get isOn(): boolean {
    return this.#lives.some(life => !life.isOver);
  }

  sign(urgency: 'now' | 'within-24h' | 'within-48h', ward: string, hasLetter: boolean): void {
    this.#count += 1;
    const signature = { facility: this.code, ward, count: this.#count, urgency, hasLetter, at: this.#clock.now() };
    this.#act('referrals.sign', tx => this.#keep(sign(tx, this.#ids, signature)));
  }

  supplement(packet: SignedPacket): void {
    if (this.#isClosed(packet)) return;
    this.#act('referrals.supplement', tx => this.#keep(supplement(tx, this.#ids, packet, this.#clock.now())));
  }

  move(packet: SignedPacket, to: 'departed' | 'turned-back', channel: 'network' | 'phone'): void {
    if (this.#isClosed(packet)) return;
    const { referralId } = packet;
    const at = this.#clock.now();
    this.#act('pathway.stamp', tx => {
      const site = this.code;
      enqueueTaskMove(tx, this.#ids, { referralId, site, to, at, channel, reason: null, outputs: [] });
    });
  }

  withdraw(packet: SignedPacket): void {
    if (this.#isClosed(packet)) return;
    const { referralId } = packet;
    const move = { referralId, site: this.code, to: 'withdrawn', at: this.#clock.now(), reason: 'simulated' } as const;
    this.#act('referrals.withdraw', tx => {
      enqueueWithdrawal(tx, this.#ids, move);
      const row = tx.read.first(tx.read.query.selectFrom('referral').selectAll().where('id', '=', referralId));
      tx.update('referral', referralId, row?.version ?? 0, { closed_as: 'withdrawn' });
    });
  }

  /** The referral as a sealed file or a set of codes would carry it; null where there is nothing to carry. */
  file({ referralId, number, ward, signedAt, supplement, facility }: SignedPacket): SealedReferral | null {
    const bundle = this.isOn ? frozenBundle(this.store, referralId) : null;
    if (bundle === null || ward === null || number === null) return null;
    return {
      ...{ v: 1, kind: 'referral', training: false, number, referralId, bundle, signedAt },
      ...{ issuedAt: this.#clock.now(), from: this.code, to: ward.facilityCode, fhirBase: DEFAULT_FHIR_BASE },
      packetSha256: createHash('sha256').update(`${referralId} ${supplement}`).digest('hex'),
      ...{ departmentPhone: facility.phone, attachments: [] },
    };
  }

  /** Somebody brings the ward's answers on a stick. */
  takeAnswers(file: SealedAnswer): void {
    const [life] = this.#running();
    if (!life) return;
    const write = this.#guarded(life);
    const desk = createAnswerImport({ read: this.store, write, clock: this.#clock, ids: this.#ids, training: false });
    attempt(
      () => this.#ports.trace(`${this.code} reads answers: ${desk.take(DOCTOR, file).fault ?? 'taken'}`),
      this.#ports.trace,
    );
  }

  message(packet: SignedPacket): void {
    const head = headOf(rowsOf(this.store, [packet.referralId]));
    if (!head || head.state === 'superseded') return;
    this.#act('messages.send', tx => message(tx, this.#ids, packet, head.seq, this.#clock.now()));
  }

  /** "Sync now". */
  press(): void {
    for (const life of this.#running()) attempt(() => life.sync?.trigger('user'), this.#ports.trace);
  }

  /** The administrator takes the registry as it is. */
  settle(choice: 'resend' | 'go-on'): void {
    const refused = () => undefined; // no line, no lease, no disk: the question stands
    for (const life of this.#running()) void life.sync?.settle(DOCTOR, choice).catch(refused);
  }

  /** The power goes; it comes back after a while. */
  crash(backAfterMs: number): void {
    if (!this.isOn) return;
    for (const life of this.#lives) life.isOver = true;
    this.#lives = [];
    this.#cut = null;
    this.#ports.scheduler.after(backAfterMs, () => this.#boot());
  }

  /** No cut comes any more. */
  spare(): void {
    this.#cut = null;
  }

  crashAtCommit(commits: number, side: 'before' | 'after'): void {
    this.#cut = { commits, side };
  }

  /** The first program sleeps in the middle of its work, and a second one is started over the same database. */
  startSecond(sleepMs: number): void {
    const [first, second] = this.#running();
    if (!first || second) return;
    first.asleepUntilMs = this.#ports.scheduler.nowMs + sleepMs;
    this.#startLife();
  }

  endSecond(): void {
    for (const life of this.#running().slice(1)) life.isOver = true;
  }

  backup(): Buffer {
    return this.connection.serialize();
  }

  /** The computer was lost: an old back-up is unpacked on another. */
  restore(image: Buffer): void {
    for (const life of this.#lives) life.isOver = true;
    this.#lives = [];
    this.#cut = null;
    this.connection.close();
    this.connection = openCopy(image);
    this.store = new Store(this.connection);
    this.#epoch = this.#ids.uuid();
    const at = this.#clock.now();
    this.#unitOfWork()(DOCTOR, { action: 'backup.restore', subject: null, reason: null }, tx =>
      putSetting(tx, 'epoch', { epoch: this.#epoch, restoredAt: at }),
    );
    const known = new Set(
      this.store.all(this.store.query.selectFrom('referral').select('id')).map(referral => referral.id),
    );
    for (const id of this.packets.keys()) if (!known.has(id)) this.packets.delete(id);
    this.#count += 1000; // numbers go on at the next thousand (electron/services/backup/new-life.ts)
    this.#boot();
  }

  /** What the screens say of every referral. */
  labels(): Map<string, Label> {
    const ids = this.store.all(this.store.query.selectFrom('referral').select('id')).map(referral => referral.id);
    return new Map([...deliveriesOf(this.store, ids)].map(([id, { state }]) => [id, state]));
  }

  /** Everything that a person does is one unit of work, as in the services. */
  decide(action: string, work: (tx: Transaction) => void): void {
    this.#act(action, work);
  }

  /** Its computer is on, and nothing is under way. */
  get isAtRest(): boolean {
    return this.isOn && this.#running().every(life => life.sync?.status().running === false);
  }

  #running(): Life[] {
    return this.#lives.filter(life => !life.isOver);
  }

  /** What was not committed after all has no row, and nobody can do anything about it. */
  #keep(packet: SignedPacket): void {
    this.packets.set(packet.referralId, packet);
  }

  #isClosed({ referralId }: SignedPacket): boolean {
    const row = this.store.first(
      this.store.query.selectFrom('referral').select('closed_as').where('id', '=', referralId),
    );
    return row === undefined || row.closed_as !== null;
  }

  #act(action: string, work: (tx: Transaction) => void): void {
    const [life] = this.#running();
    if (!life) return; // nobody works on a computer that is off
    attempt(() => this.#guarded(life)(DOCTOR, { action, subject: null, reason: null }, work), this.#ports.trace);
  }

  #boot(): void {
    if (this.isOn) return;
    this.#bootedAtMs = this.#ports.scheduler.nowMs;
    const before = this.labels();
    this.#startLife();
    for (const [id, label] of this.labels()) {
      if (RANK[label] > RANK[before.get(id) ?? 'draft'])
        this.#ports.onBroken('I6', `${id} was ${before.get(id)} and is ${label} after a restart`);
    }
  }

  #startLife(): void {
    const { scheduler, line, chance } = this.#ports;
    const holder = this.#ids.uuid();
    const life: Life = { isOver: false, holder, asleepUntilMs: 0, sync: null };
    const whenAwake = (run: () => void): void => {
      if (life.isOver) return;
      if (life.asleepUntilMs <= scheduler.nowMs) run();
      else scheduler.after(life.asleepUntilMs - scheduler.nowMs, () => whenAwake(run));
    };
    life.sync = createSync({
      read: this.store,
      write: this.#guarded(life),
      clock: this.#clock,
      ids: this.#ids,
      settings: () => ({ registry: readRegistrySetting(this.store), facilityCode: this.code, training: false }),
      dbEpoch: () => this.#epoch,
      http: line.port(whenAwake),
      timers: { after: (ms, run) => scheduler.after(ms, () => whenAwake(run)) },
      random: () => chance.next(),
      announce: () => undefined,
      times: TIMES,
      holder,
    });
    this.#lives.push(life);
    life.sync.start();
  }

  #unitOfWork(): Write {
    return createUnitOfWork({
      store: this.store,
      clock: this.#clock,
      deviceId: 'simulated',
      epoch: () => this.#epoch,
      announce: events => {
        if (!events.some(({ type }) => type === 'referral.changed')) return;
        for (const life of this.#running()) life.sync?.trigger('enqueue');
      },
    });
  }

  /** The unit of work of one life, with a disk that may be full and a power cut at any commit. */
  #guarded(life: Life): Write {
    const write = this.#unitOfWork();
    return (actor, deed, work) => {
      if (life.isOver || this.isDiskFull) throw new AppError('disk-full');
      if (this.#cut) this.#cut.commits -= 1;
      const cut = this.#cut && this.#cut.commits <= 0 ? this.#cut.side : null;
      const result = write(actor, deed, tx => {
        const done = work(tx);
        if (NEEDS_LEASE.has(deed.action)) this.#checkLease(life, deed.action);
        if (cut === 'before') this.#powerCut();
        return done;
      });
      if (cut === 'after') this.#powerCut();
      return result;
    };
  }

  #checkLease({ holder }: Life, action: string): void {
    const row = this.store.first(this.store.query.selectFrom('lease').select('holder').where('name', '=', 'sync'));
    if (row?.holder !== holder) this.#ports.onBroken('fence', `${action} by a program that does not hold the lease`);
  }

  /** The rest of the program never happens: what it still tries fails, and nobody sees it. */
  #powerCut(): never {
    this.crash(20_000);
    throw new AppError('disk-full');
  }
}

/** A person sees what the service refuses, and goes on. */
function attempt(work: () => void, trace: (text: string) => void): void {
  try {
    work();
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    trace(failure.code);
  }
}
