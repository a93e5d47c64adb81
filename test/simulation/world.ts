import type { Resource } from '@medplum/fhirtypes';
import { answerQuestions } from './answers.ts';
import { Chance } from './chance.ts';
import { County } from './county.ts';
import { HAPPENINGS, type Scene } from './happenings.ts';
import { Line } from './line.ts';
import { ModelRegistry } from './model-registry.ts';
import type { Plan, Step } from './plan.ts';
import { Scheduler } from './scheduler.ts';
import { Ward } from './ward.ts';
import { type Broken, Watch } from './watch.ts';

const MINUTE_MS = 60_000;
/** Longest time from the last step to quiet. */
const HEALING_MS = 240 * MINUTE_MS;
/** Where the registry's clock went back and forth unseen, its stamps lie; what they hide the sweep of the day finds. */
const SWEEPING_MS = 25 * 60 * MINUTE_MS;
/** No world of a hundred steps needs so many. */
const MOST_EVENTS = 30_000;
/** Later than this a row is beyond the overlap of the cursor and waits for a sweep (F29). */
const LATEST_VISIBLE_MS = 4 * MINUTE_MS;

export interface WorldReport {
  readonly broken: Broken | null;
  /** Things that happened, virtual ones and planned ones. */
  readonly events: number;
  readonly fates: Readonly<Record<string, number>>;
  readonly trace: readonly string[];
}

export interface WorldOptions {
  /** Keeps what happened, for a world that has failed. */
  isTraced?: boolean;
}

/** Runs one world from its plan: the same plan always ends the same way. */
export async function runWorld(plan: Plan, options: WorldOptions = {}): Promise<WorldReport> {
  const world = new World(plan, options.isTraced ?? false);
  return world.run();
}

class World {
  readonly scheduler = new Scheduler();
  readonly registry: ModelRegistry;
  readonly counties: County[] = [];
  readonly wards: Ward[] = [];
  resets = 0;
  readonly #plan: Plan;
  readonly #chance: Chance;
  readonly #watch: Watch;
  readonly #lines: Line[] = [];
  readonly #fates: Record<string, number> = {};
  readonly #trace: string[] = [];
  readonly #isTraced: boolean;
  readonly #startMs: number;
  #isServerUp = true;
  #lateness = 0;
  #snapshot: ReturnType<ModelRegistry['snapshot']> = new Map();
  readonly #backups = new Map<County, Buffer>();
  readonly #wardBackups = new Map<Ward, ReturnType<Ward['backup']>>();
  #events = 0;

  constructor(plan: Plan, isTraced: boolean) {
    this.#plan = plan;
    this.#isTraced = isTraced;
    this.#chance = new Chance(plan.seed + 1_000_003);
    this.#startMs = this.scheduler.nowMs;
    this.#watch = new Watch(this);
    this.registry = new ModelRegistry({
      now: () => this.scheduler.nowMs,
      lateness: () => (this.#chance.isSo(this.#lateness) ? this.#chance.between(0, LATEST_VISIBLE_MS) : 0),
      uuid: () => this.#chance.uuid(),
      onTask: write => this.#watch.onTask(write),
      onWrite: (before, after, circumstances) => {
        this.#note(
          () => `  registry: ${nameOf(after)} v${after.meta?.versionId}${circumstances.isStray ? ' (stray)' : ''}`,
        );
        this.#watch.onWrite(before, after, circumstances);
      },
    });
    const trace = (text: string) => this.#note(() => `  ${text}`);
    const codes = Array.from({ length: plan.wards }, (_, nth) => `W${nth}`);
    for (let nth = 0; nth < plan.counties; nth += 1) {
      const line = this.#openLine(`C${nth}`, plan.weather[nth]);
      this.counties.push(
        new County({
          ...{ code: `C${nth}`, wards: codes, scheduler: this.scheduler, chance: this.#branch(), line, trace },
          onBroken: (invariant, text) => this.#watch.report(invariant, `C${nth}: ${text}`),
        }),
      );
    }
    for (const [nth, code] of codes.entries()) {
      const http = this.#openLine(code, plan.weather[plan.counties + nth]).port(run => run());
      this.wards.push(new Ward({ code, scheduler: this.scheduler, chance: this.#branch(), http, trace }));
    }
  }

  async run(): Promise<WorldReport> {
    for (const step of this.#plan.steps) {
      if (!(await this.#live(this.#startMs + step.atMs))) break;
      this.#note(() => `${step.kind} ${step.site}`);
      HAPPENINGS[step.kind](this.#sceneOf(step), new Chance(step.dice));
    }
    if (!this.#watch.broken) await this.#heal();
    for (const { connection } of [...this.counties, ...this.wards.map(({ room }) => room)]) connection.close();
    return { broken: this.#watch.broken, events: this.#events, fates: this.#fates, trace: this.#trace };
  }

  /** Lets the world go on until then; false where something broke. */
  async #live(untilMs: number): Promise<boolean> {
    while (!this.#watch.broken && (await this.scheduler.step(untilMs))) {
      this.#events += 1;
      if (this.#events > MOST_EVENTS) this.#watch.report('livelock', 'the world never comes to rest');
      this.#watch.check();
    }
    return !this.#watch.broken;
  }

  #sceneOf({ site }: Step): Scene {
    return {
      county: this.counties[site % this.counties.length] as County,
      ward: this.wards[site % this.wards.length] as Ward,
      line: this.#lines[site % this.#lines.length] as Line,
      registry: this.registry,
      later: (ms, run) => void this.scheduler.after(ms, run),
      setServerUp: isUp => {
        this.#isServerUp = isUp;
      },
      setLateness: share => {
        this.#lateness = share;
      },
      keepSnapshot: () => {
        this.#snapshot = this.registry.snapshot();
      },
      loseSince: isAll => {
        this.resets += 1;
        this.registry.restore(isAll ? new Map() : this.#snapshot);
      },
      restore: side => (side instanceof County ? this.#restore(side) : this.#restoreWard(side)),
      countyOf: code => this.counties.find(county => county.code === code),
      wardOf: code => this.wards.find(ward => ward.code === code),
    };
  }

  /** The first time a back-up is made, the next time it comes back. */
  #restore(county: County): void {
    const image = this.#backups.get(county);
    if (!image) {
      this.#backups.set(county, county.backup());
      return;
    }
    this.#backups.delete(county);
    county.restore(image);
    this.#watch.forget(county);
  }

  #restoreWard(ward: Ward): void {
    const backup = this.#wardBackups.get(ward);
    if (!backup) {
      this.#wardBackups.set(ward, ward.backup());
      return;
    }
    this.#wardBackups.delete(ward);
    ward.restore(backup);
  }

  /** All faults end, people answer what they are asked, and everything comes to rest. */
  async #heal(): Promise<void> {
    this.#note(() => 'healing');
    for (const line of this.#lines) line.weather = 'good';
    this.#lateness = 0;
    for (const county of this.counties) county.spare();
    const isStampedWrong = this.#plan.steps.some(({ kind }) => kind === 'registry-clock');
    const endMs = this.scheduler.nowMs + (isStampedWrong ? SWEEPING_MS : HEALING_MS);
    while (this.scheduler.nowMs < endMs) {
      if (!(await this.#live(this.scheduler.nowMs + 5 * MINUTE_MS))) return;
      const isAsked = this.#answer();
      for (const ward of this.wards) ward.press();
      if (!(await this.#live(this.scheduler.nowMs + MINUTE_MS))) return;
      for (const county of this.counties) county.press(); // after the wards: what they wrote last is to be fetched too
      if (!(await this.#live(this.scheduler.nowMs + MINUTE_MS))) return;
      const isQuiet = this.wards.every(({ isIdle }) => isIdle) && this.counties.every(({ isAtRest }) => isAtRest);
      const isDone = isQuiet && this.#watch.waiting() === null && this.#watch.disagreement() === null;
      if (!this.#answer() && !isAsked && isDone) break;
    }
    this.#watch.checkEnd();
  }

  /** @returns whether anybody was asked anything */
  #answer(): boolean {
    const answers = this.counties.map(county =>
      answerQuestions(county, this.#chance, text => this.#note(() => `  ${text}`)),
    );
    return answers.some(Boolean);
  }

  #openLine(name: string, weather: Line['weather'] | undefined): Line {
    const line = new Line({
      scheduler: this.scheduler,
      chance: this.#branch(),
      deliver: (request, circumstances) => this.registry.handle(request, circumstances),
      isServerUp: () => this.#isServerUp,
      onFate: (fate, request) => {
        this.#fates[fate] = (this.#fates[fate] ?? 0) + 1;
        this.#note(() => `  ${name} ${request.method} ${request.url.slice(29, 80)} ${fate}`);
      },
    });
    line.weather = weather ?? 'good';
    this.#lines.push(line);
    return line;
  }

  #branch(): Chance {
    return new Chance(this.#chance.int(2 ** 31));
  }

  #note(text: () => string): void {
    if (!this.#isTraced) return;
    const seconds = ((this.scheduler.nowMs - this.#startMs) / 1000).toFixed(1);
    this.#trace.push(`${seconds.padStart(8)} ${text()}`);
  }
}

function nameOf(resource: Resource): string {
  const { resourceType, id = '' } = resource;
  const status = 'businessStatus' in resource ? ` ${resource.businessStatus?.coding?.[0]?.code}` : '';
  return `${resourceType}/${id.slice(0, 8)}${status}`;
}
