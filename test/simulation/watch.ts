import type { Communication, Resource, Task } from '@medplum/fhirtypes';
import type { Statement } from 'better-sqlite3';
import { checkAudit } from '../../electron/services/audit/audit-chain.ts';
import type { Connection } from '../../electron/services/database/connection.ts';
import { OPS_KEPT } from '../../shared/fhir/apply-task-intent.ts';
import { opsOf, readTask } from '../../shared/fhir/task.ts';
import { type BusinessState, mayMove, placeOf } from '../../shared/fhir/task-moves.ts';
import { revisionOf } from '../../shared/fhir/writing.ts';
import type { County } from './county.ts';
import { type Circumstances, type ModelRegistry, type TaskWrite, uris } from './model-registry.ts';
import { marksOf, type Ward } from './ward.ts';

/** A promise of registry-and-sync 15 that did not hold. */
export interface Broken {
  /** `I1` … `I9`, or a name. */
  readonly invariant: string;
  readonly text: string;
}

interface Row {
  seq: number;
  op_id: string;
  stream_id: string;
  step: string;
  resource_type: string | null;
  resource_id: string | null;
  depends_on: number | null;
  state: string;
  error_class: string | null;
}

const SQL_CHANGES = 'SELECT total_changes()';
const SQL_ROWS = `SELECT seq, op_id, stream_id, step, resource_type, resource_id, depends_on, state, error_class
  FROM outbox ORDER BY seq`;

const SQL_DIFFERENCES = `SELECT referral_id FROM unread WHERE kind = 'difference'`;
const SQL_FILE_ANSWERS = `SELECT id FROM referral_event WHERE referral_id = ? AND channel = 'file' AND server_time IS NULL`;
const SQL_CURSORS = 'SELECT scope, watermark FROM pull_cursor';
const SQL_REMOTE = 'SELECT id, version_id, last_updated, json FROM remote WHERE type = ?';

interface RemoteCopy {
  id: string;
  version_id: string;
  last_updated: string;
  json: string;
}

const statements = new WeakMap<Connection, Map<string, Statement>>();

/** Prepared once for each database: asked after every step. */
function ask(county: County, sql: string): Statement {
  const ofDatabase = statements.get(county.connection) ?? new Map<string, Statement>();
  statements.set(county.connection, ofDatabase);
  const statement = ofDatabase.get(sql) ?? county.connection.prepare(sql);
  ofDatabase.set(sql, statement);
  return statement;
}

export interface WatchedWorld {
  readonly registry: ModelRegistry;
  readonly counties: readonly County[];
  readonly wards: readonly Ward[];
  /** Times that the registry was wiped or restored. */
  readonly resets: number;
}

/** Sees everything, as nobody in a real county can, and compares what each part claims with what is so. */
export class Watch {
  broken: Broken | null = null;
  readonly #world: WatchedWorld;
  /** Marks of every Task version that ever stood. */
  readonly #heldOps = new Set<string>();
  readonly #held = new Set<string>();
  readonly #taskOfNumber = new Map<string, string>();
  readonly #queued = new Map<string, Set<string>>();
  readonly #changes = new Map<string, number>();
  readonly #watermarks = new Map<string, string>();

  constructor(world: WatchedWorld) {
    this.#world = world;
  }

  report(invariant: string, text: string): void {
    this.broken ??= { invariant, text };
  }

  /** Every write of the registry, in its own moment. */
  onWrite(before: Resource | null, after: Resource, { isStray }: Circumstances): void {
    this.#held.add(`${after.resourceType}/${after.id}`);
    const isOlder = before !== null && revisionOf(before, uris) > revisionOf(after, uris);
    if (isOlder && !isStray) this.report('rev', `${after.resourceType}/${after.id}: older content over newer`);
  }

  onTask({ before, after, isStray, isGuarded }: TaskWrite): void {
    const id = after.id ?? '';
    const number = after.identifier?.[0]?.value ?? '';
    const other = this.#taskOfNumber.get(number) ?? id;
    if (other !== id) this.report('I2', `two Tasks of ${number}: ${other} and ${id}`);
    this.#taskOfNumber.set(number, id);
    const marks = marksOf(after);
    for (const mark of marks) this.#heldOps.add(mark);
    if (new Set(marks).size !== marks.length) this.report('I4', `Task/${id} carries one mark twice`);
    if (!isStray && isGuarded) this.#checkMove(before, after);
  }

  /**
   * Between two versions lies one legal move, and nothing is gone. The same head twice, where an abandoned request
   * landed between our look and our write, is no move.
   */
  #checkMove(before: Task | null, after: Task): void {
    const ops = opsOf(after, uris);
    const id = after.id;
    if (!before) {
      if (ops.length !== 1 || ops[0]?.to !== 'created') this.report('I4', `Task/${id} began otherwise than "created"`);
      return;
    }
    const former = marksOf(before);
    const kept = new Set(ops.map(op => op.id));
    const gone = former.filter(mark => !kept.has(mark));
    const added = ops.filter(op => !former.includes(op.id));
    const [op] = added;
    if (gone.length > (former.length >= OPS_KEPT ? 1 : 0)) {
      this.report('I4', `Task/${id}: ${gone.length} moves were written over`);
    } else if (added.length === 0 && gone.length === 0) {
      return;
    } else if (added.length !== 1 || !op) {
      this.report('I4', `Task/${id}: ${added.length} moves in one write`);
    } else {
      const reading = readTask(before, uris);
      const from = placeOf(reading?.taskStatus ?? 'entered-in-error', reading?.businessStatus ?? '');
      const side = this.#world.wards.some(ward => ward.code === op.site) ? 'ward' : 'county';
      if (!mayMove(from, op.to as BusinessState, side))
        this.report('I4', `Task/${id}: ${from} to ${op.to} by a ${side}`);
    }
  }

  /** After every step, of what that step may have changed. */
  check(): void {
    for (const county of this.#world.counties) {
      const [changes] = ask(county, SQL_CHANGES).raw().get() as [number];
      if (this.#changes.get(county.code) === changes) continue;
      this.#changes.set(county.code, changes);
      this.#checkRows(county);
      this.#checkCursors(county);
    }
  }

  /** What was known of the database of before is no longer asked for; the cursors of a back-up are of that time. */
  forget(county: County): void {
    this.#queued.delete(county.code);
    this.#changes.delete(county.code);
    for (const { scope, watermark } of cursorsOf(county)) this.#watermarks.set(nameOfCursor(county, scope), watermark);
  }

  #checkRows(county: County): void {
    const rows = rowsOf(county);
    const present = new Set(rows.map(row => row.op_id));
    const queued = this.#queued.get(county.code) ?? new Set<string>();
    for (const opId of queued) if (!present.has(opId)) this.report('I1', `${county.code}: op ${opId} is nowhere`);
    this.#queued.set(county.code, present);
    for (const row of rows) {
      const { op_id, state, step, resource_type, resource_id, error_class } = row;
      if ((state === 'dead' || state === 'blocked') && error_class === null)
        this.report('I1', `${county.code}: op ${op_id} is ${state} without a reason`);
      if (state !== 'acked') continue;
      const isMark = step === 'task' || (step === 'bundle' && resource_type === 'Task');
      const isHeld = isMark ? this.#heldOps.has(op_id) : this.#held.has(`${resource_type}/${resource_id}`);
      if (!isHeld)
        this.report('I3', `${county.code}: ${step} ${op_id} is shown as sent, and the registry never had it`);
    }
  }

  /** A cursor has not gone past anything that a search shows and that is not known here. */
  #checkCursors(county: County): void {
    for (const { scope, watermark } of cursorsOf(county)) {
      const type = scope.split('?')[0] ?? '';
      const name = nameOfCursor(county, scope);
      if (this.#watermarks.get(name) === watermark) continue;
      this.#watermarks.set(name, watermark);
      const known = new Map(copiesOf(county, type).map(copy => [copy.id, copy]));
      for (const resource of this.#world.registry.visible(type)) {
        const { versionId = '', lastUpdated = '' } = resource.meta ?? {};
        if (lastUpdated >= watermark || !isFor(resource, county.code)) continue;
        const copy = known.get(resource.id ?? '');
        if (copy?.version_id !== versionId && (copy?.last_updated ?? '') < lastUpdated)
          this.report('I5', `${county.code}: the cursor passed ${type}/${resource.id} version ${versionId}`);
      }
    }
  }

  /** When the network has healed, every question is answered and nothing moves any more. */
  checkEnd(): void {
    const waiting = this.waiting();
    if (waiting !== null) this.report('I9', waiting);
    const disagreement = this.disagreement();
    if (disagreement !== null) this.report('I7', disagreement);
    for (const county of this.#world.counties) {
      this.#checkHeld(county);
      this.#checkFileAnswers(county);
      const audit = checkAudit(county.store);
      if (!audit.ok) this.report('audit', `${county.code}: ${audit.fault?.kind} at ${audit.fault?.seq}`);
    }
    for (const ward of this.#world.wards) this.#checkWard(ward);
  }

  /** What still waits without anything on the screen that holds it up; null where nothing does. */
  waiting(): string | null {
    for (const county of this.#world.counties) {
      const rows = rowsOf(county);
      const stuck = new Set(rows.filter(isStuck).map(row => row.stream_id));
      const row = rows.find(({ state, stream_id }) => isOpen(state) && !stuck.has(stream_id));
      if (row) return `${county.code}: ${row.step} ${row.op_id} waits for ever (${row.error_class ?? 'no reason'})`;
    }
    for (const { code, moves } of this.#world.wards) {
      const move = moves.find(({ state, taskId, intent }) => {
        const task = this.#world.registry.latest<Task>('Task', taskId);
        const isLost = state === 'acked' && task !== null && !marksOf(task).includes(intent.opId); // made again when seen
        return isLost || (task !== null && isUnsent(state));
      });
      if (move) return `${code}: ${move.intent.to} waits for ever`;
    }
    return null;
  }

  #checkHeld(county: County): void {
    for (const row of rowsOf(county)) {
      const { state, step, op_id, error_class, stream_id } = row;
      const isMark = step === 'task' || (step === 'bundle' && row.resource_type === 'Task');
      const task = isMark ? this.#world.registry.latest<Task>('Task', stream_id) : null;
      const marks = task ? marksOf(task) : [];
      if (isStuck(row) && marks.includes(op_id))
        this.report('I9', `${county.code}: ${step} ${op_id} asks (${error_class}) though the registry holds it`);
      if (task && state === 'acked' && !marks.includes(op_id) && marks.length < OPS_KEPT)
        this.report('I8', `${county.code}: ${step} ${op_id} was acknowledged and is gone`);
    }
  }

  /** Where the two sides show something else than the registry; null where they agree. */
  disagreement(): string | null {
    const tasks = this.#world.registry.all<Task>('Task');
    for (const county of this.#world.counties) {
      const shown = new Map(copiesOf(county, 'Task').map(copy => [copy.id, statusOf(JSON.parse(copy.json) as Task)]));
      const other = tasks.find(task => isFor(task, county.code) && shown.get(task.id ?? '') !== statusOf(task));
      const ids = new Set(copiesOf(county, 'Communication').map(copy => copy.id));
      const message = this.#world.registry
        .all<Communication>('Communication')
        .find(each => isFor(each, county.code) && !ids.has(each.id ?? ''));
      if (message) return `${county.code} never saw Communication/${message.id}`;
      if (other) return `${county.code} shows ${shown.get(other.id ?? '')} where ${nameOf(other)} stands`;
    }
    for (const ward of this.#world.wards) {
      const other = tasks.find(task => {
        const known = ward.known.get(task.id ?? '');
        const isOfWard = JSON.stringify(task.owner ?? '').includes(`org-${ward.code}"`);
        return isOfWard && (!known || statusOf(known) !== statusOf(task));
      });
      if (other) return `${ward.code} shows something else than ${nameOf(other)}`;
    }
    return null;
  }

  /** What came by file and then by the wire is one answer: nobody is asked which of the two holds. */
  #checkFileAnswers(county: County): void {
    const asked = new Set(ask(county, SQL_DIFFERENCES).pluck().all() as string[]);
    for (const id of asked) {
      const task = this.#world.registry.latest<Task>('Task', id);
      const marks = new Set(task ? marksOf(task) : []);
      const byFile = ask(county, SQL_FILE_ANSWERS).pluck().all(id) as string[];
      if (byFile.every(mark => marks.has(mark)))
        this.report('roads', `${county.code}: Task/${id} and its own answer by file are told apart`);
    }
  }

  #checkWard(ward: Ward): void {
    const { registry, resets } = this.#world;
    for (const twin of ward.room.twins()) this.report('roads', `${ward.code}: ${twin} stands there twice`);
    for (const { taskId, intent, state } of ward.moves) {
      const task = registry.latest<Task>('Task', taskId);
      const isGone = task ? !marksOf(task).includes(intent.opId) : resets === 0;
      if (state === 'acked' && isGone) this.report('I8', `${ward.code}: ${intent.to} was acknowledged and is gone`);
    }
  }
}

const cursorsOf = (county: County): { scope: string; watermark: string }[] =>
  ask(county, SQL_CURSORS).all() as { scope: string; watermark: string }[];
const nameOfCursor = ({ code }: County, scope: string): string => `${code} ${scope}`;
const rowsOf = (county: County): Row[] => ask(county, SQL_ROWS).all() as Row[];
const copiesOf = (county: County, type: string): RemoteCopy[] => ask(county, SQL_REMOTE).all(type) as RemoteCopy[];

/** Stands on the screen with its reason. */
const isStuck = ({ state, error_class }: Row): boolean =>
  (state === 'dead' || state === 'blocked') && error_class !== null;

const nameOf = (task: Task): string => `Task/${task.id} ${statusOf(task)}`;

const isUnsent = (state: string): boolean => state === 'pending' || state === 'waiting';

const isOpen = (state: string): boolean => state === 'pending' || state === 'inflight';

const statusOf = (task: Task): string => `${task.status} ${task.businessStatus?.coding?.[0]?.code ?? ''}`;

const isFor = (resource: Resource, code: string): boolean => {
  const { requester, recipient } = resource as { requester?: unknown; recipient?: unknown };
  return JSON.stringify([requester ?? '', recipient ?? '']).includes(`Organization/org-${code}"`);
};
