import type { Bundle, Communication, Task } from '@medplum/fhirtypes';
import type { HttpPort } from '../../electron/services/sync/http.ts';
import { createRegistryClient, type RegistryClient } from '../../electron/services/sync/registry-client.ts';
import { applyTaskIntent, rebaseOf, type TaskIntent } from '../../shared/fhir/apply-task-intent.ts';
import { hasOp, opsOf, readTask } from '../../shared/fhir/task.ts';
import { BUSINESS_STATES, type BusinessState, MOVES, mayMove, placeOf } from '../../shared/fhir/task-moves.ts';
import type { Road } from '../../shared/referral/received.ts';
import type { SealedAnswer, SealedReferral } from '../../shared/referral/sealed-file.ts';
import type { Chance } from './chance.ts';
import { BASE_URL, uris } from './model-registry.ts';
import { ReadingRoom } from './reading-room.ts';
import type { Scheduler } from './scheduler.ts';

interface Move {
  readonly taskId: string;
  readonly intent: TaskIntent;
  /** `waiting`: of a referral that came by file or code and that the registry does not hold yet. */
  state: 'pending' | 'waiting' | 'acked' | 'asked' | 'dropped';
}

interface WardBackup extends Pick<Ward, 'moves' | 'messages' | 'known'> {
  readonly image: Buffer;
}

interface WardPorts {
  code: string;
  scheduler: Scheduler;
  chance: Chance;
  http: HttpPort;
  trace: (text: string) => void;
}

const POLL_MS = 300_000;
const ROUNDS = 4;

/** The receiving ward as a script: legal human moves, written by the procedure of registry-and-sync 3.3. */
export class Ward {
  readonly code: string;
  moves: Move[] = [];
  /** Messages that it has sent, by id: false until the registry has acknowledged. */
  messages = new Map<string, { to: string; isAcked: boolean }>();
  known = new Map<string, Task>();
  readonly room: ReadingRoom;
  readonly #ports: WardPorts;
  readonly #client: RegistryClient;
  #isBusy = false;

  constructor(ports: WardPorts) {
    this.#ports = ports;
    this.code = ports.code;
    const { scheduler, chance } = ports;
    const clock = { now: () => new Date(scheduler.nowMs).toISOString(), monotonicMs: () => scheduler.nowMs };
    this.room = new ReadingRoom(ports.code, clock, { uuid: () => chance.uuid() });
    this.#client = createRegistryClient(
      ports.http,
      { baseUrl: BASE_URL },
      {
        timeoutMs: 60_000,
        uploadMsPerKilobyte: 1000,
      },
    );
    this.#poll();
  }

  /** Somebody decides something about a referral that the ward has seen. */
  decide(dice: Chance): void {
    const task = dice.pick([...this.known.values()]);
    const reading = task && readTask(task, uris);
    if (!task?.id || !reading) return;
    const place = placeOf(reading.taskStatus, reading.businessStatus);
    const to = dice.pick(MOVES[place].filter(state => isOfWard(state) && mayMove(place, state, 'ward')));
    if (to === undefined || this.moves.some(move => move.taskId === task.id && move.state === 'pending')) return;
    const { versionId, businessStatus } = reading;
    const intent: TaskIntent = {
      ...{ opId: this.#ports.chance.uuid(), site: this.code, side: 'ward', to },
      ...{ at: new Date(this.#ports.scheduler.nowMs).toISOString(), channel: 'network', reason: 'simulated' },
      ...{ outputs: [], seen: { versionId, businessStatus } },
    };
    this.#ports.trace(`${this.code} decides ${to} for ${task.id.slice(0, 8)}`);
    this.moves.push({ taskId: task.id, intent, state: 'pending' });
    void this.#work();
  }

  /** A stick or a sheet of codes is laid on the desk. */
  take(file: SealedReferral, road: Road): void {
    this.#ports.trace(`${this.code} takes ${file.referralId.slice(0, 8)} by ${road}: ${this.room.take(file, road)}`);
  }

  /** Answers what came by file or code: the file goes back, and the same move over the wire. */
  answerByFile(dice: Chance): SealedAnswer | null {
    const answered = this.room.answer(dice);
    if (!answered) return null;
    const { intent, file } = answered;
    this.#ports.trace(`${this.code} answers ${intent.to} by file for ${file.referralId.slice(0, 8)}`);
    this.moves.push({ taskId: file.referralId, intent, state: 'pending' });
    void this.#work();
    return file;
  }

  backup(): WardBackup {
    const { moves, messages, known } = this;
    return { image: this.room.backup(), ...structuredClone({ moves, messages, known }) };
  }

  /** The ward's computer was lost: what it did since is known to the registry alone. */
  restore({ image, ...rest }: WardBackup): void {
    this.room.restore(image);
    Object.assign(this, structuredClone(rest));
  }

  say(dice: Chance): void {
    const task = dice.pick([...this.known.values()]);
    const to = task?.requester?.reference;
    if (!task || to === undefined) return;
    this.messages.set(this.#ports.chance.uuid(), { to, isAcked: false });
    void this.#work();
  }

  /** Puts everything once more to the registry. */
  press(): void {
    void this.#work();
  }

  get isIdle(): boolean {
    const isMoved = this.moves.every(({ state }) => state !== 'pending');
    return isMoved && !this.#isBusy && [...this.messages.values()].every(({ isAcked }) => isAcked);
  }

  #poll(): void {
    void this.#work();
    this.#ports.scheduler.after(POLL_MS, () => this.#poll());
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      await this.#look();
      for (const move of this.moves) {
        if (move.state === 'pending' || move.state === 'waiting') await this.#send(move);
      }
      for (const [id, message] of this.messages) if (!message.isAcked) await this.#tell(id, message);
    } finally {
      this.#isBusy = false;
    }
  }

  async #look(): Promise<void> {
    const query = new URLSearchParams({ owner: `Organization/org-${this.code}`, _sort: '_lastUpdated', _count: '100' });
    let answer = await this.#client.search('Task', query);
    const seen: Task[] = [];
    while (answer.ok) {
      const page: Bundle = answer.resource;
      for (const { resource } of page.entry ?? []) if (resource?.resourceType === 'Task') seen.push(resource);
      const next = page.link?.find(({ relation }) => relation === 'next')?.url;
      if (next === undefined) break;
      answer = await this.#client.next(next);
    }
    for (const task of seen) await this.#see(task);
  }

  /** What it sees it keeps, and what of its own is gone from it is made again. */
  async #see(task: Task): Promise<void> {
    if (task.id === undefined) return;
    this.known.set(task.id, task);
    const lost = this.moves.filter(
      ({ taskId, intent, state }) => taskId === task.id && state === 'acked' && !hasOp(task, intent.opId, uris),
    );
    for (const move of lost) {
      // A search may be behind: only the Task itself says that it is lost.
      const now = await this.#client.read<Task>('Task', task.id);
      if (!now.ok || 'absent' in now) return;
      this.known.set(task.id, now.resource);
      if (hasOp(now.resource, move.intent.opId, uris)) continue;
      this.#ports.trace(`${this.code} lost ${move.intent.to} of ${task.id.slice(0, 8)}, makes it again`);
      move.state = 'pending';
    }
  }

  async #send(move: Move): Promise<void> {
    const { taskId, intent } = move;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const found = await this.#client.read<Task>('Task', taskId);
      if (!found.ok) return;
      if ('absent' in found) {
        move.state = intent.channel === 'file' ? 'waiting' : 'asked';
        return;
      }
      const applied = applyTaskIntent(found.resource, intent, uris);
      if (applied.result === 'already-there') {
        this.known.set(taskId, found.resource);
        move.state = 'acked';
        return;
      }
      const decided = this.#mayGo(found.resource, intent, applied.result === 'apply');
      if (decided !== 'go' || applied.result !== 'apply') {
        this.known.set(taskId, found.resource);
        move.state = decided === 'drop' ? 'dropped' : 'asked';
        this.#ports.trace(`${this.code} ${move.state} ${intent.to} of ${taskId.slice(0, 8)}`);
        return;
      }
      const written = await this.#client.update(applied.task, found.etag);
      if (!written.ok && written.reason !== 'moved') return;
    }
  }

  #mayGo(found: Task, { to, seen }: TaskIntent, isLegal: boolean): 'go' | 'drop' | 'ask' {
    const reading = readTask(found, uris);
    const businessStatus = reading?.businessStatus ?? '';
    if (isLegal && businessStatus === (seen?.businessStatus ?? 'created')) return 'go';
    const taskStatus = reading?.taskStatus ?? '';
    const rebase = rebaseOf({ taskStatus, businessStatus }, to, 'ward', isLegal);
    if (rebase === 'drop') return 'drop';
    return isLegal && (rebase === 'silent' || rebase === 'tell') ? 'go' : 'ask';
  }

  async #tell(id: string, message: { to: string; isAcked: boolean }): Promise<void> {
    const communication: Communication = {
      resourceType: 'Communication',
      id,
      status: 'completed',
      recipient: [{ reference: message.to }],
      sender: { reference: `Organization/org-${this.code}` },
      payload: [{ contentString: 'message' }],
    };
    const written = await this.#client.update(communication, null);
    if (written.ok) message.isAcked = true;
  }
}

const isOfWard = (state: BusinessState): boolean =>
  (BUSINESS_STATES[state].writers as readonly string[]).includes('ward');

/** Marks in a Task, oldest first. */
export const marksOf = (task: Task): string[] => opsOf(task, uris).map(op => op.id);
