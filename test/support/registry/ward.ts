import { createHash, randomUUID } from 'node:crypto';
import type {
  Bundle,
  Communication,
  DocumentReference,
  Extension,
  Resource,
  Task,
  TaskOutput,
} from '@medplum/fhirtypes';
import type { WardState } from './ward-moves.ts';
import { mayMove, stepOf, WARD_STATES } from './ward-moves.ts';

const FHIR_JSON = 'application/fhir+json';
const KEPT_OPS = 40; // registry-and-sync 3.3
const ATTEMPTS = 3;
const CLINIC_OFFSET_MS = 8 * 3_600_000;
const CLOSED: ReadonlySet<string> = new Set(['rejected', 'completed', 'cancelled', 'failed', 'entered-in-error']);

export interface WardOptions {
  /** FHIR base of the registry, or of a proxy before it. */
  url: string;
  /** Facility code: the ward acts as `Organization/org-<code>`. */
  code: string;
  fhirBase?: string;
  /** Added to every request, e.g. Authorization. */
  headers?: Record<string, string>;
  /** Device clock of the ward in milliseconds. */
  clock?: () => number;
}

interface Intent {
  to: WardState;
  reason?: string;
  outputs?: TaskOutput[];
  /** Given twice, the second call finds its own op and writes nothing. */
  opId?: string;
}

/** A status the ward did not expect; the text names method, resource type and status only. */
export class WardRefused extends Error {
  readonly status: number;
  constructor(what: string, status: number) {
    super(`${what}: ${status}`);
    this.status = status;
  }
}

/** The receiving ward as a script: what its people do, through plain FHIR, by the rules of registry-and-sync 3. */
export class ScriptedWard {
  private readonly options: WardOptions;
  private readonly fhirBase: string;
  private readonly clock: () => number;

  constructor(options: WardOptions) {
    this.options = options;
    this.fhirBase = options.fhirBase ?? 'https://ganqiao.example/fhir';
    this.clock = options.clock ?? Date.now;
  }

  /** Referrals to this ward that are not closed, oldest change first, all pages. */
  async openTasks(): Promise<Task[]> {
    const tasks: Task[] = [];
    let next: string | undefined = `${this.options.url}/Task?owner=${this.organization}&_sort=_lastUpdated&_count=100`;
    while (next) {
      const page: Bundle<Task> = await this.json(await this.send('GET', next), 'GET Task');
      for (const { resource } of page.entry ?? [])
        if (resource && !CLOSED.has(resource.status ?? '')) tasks.push(resource);
      next = page.link?.find(link => link.relation === 'next')?.url;
    }
    return tasks;
  }

  /** Current Task with its ETag. */
  async task(id: string): Promise<{ task: Task; etag: string }> {
    const response = await this.send('GET', `${this.options.url}/Task/${id}`);
    const task = await this.json<Task>(response, 'GET Task');
    return { task, etag: response.headers.get('etag') ?? `W/"${task.meta?.versionId}"` };
  }

  /** Anything the Task refers to, e.g. `Patient/…`. */
  async resource<T extends Resource>(reference: string): Promise<T> {
    return this.json(await this.send('GET', `${this.options.url}/${reference}`), `GET ${reference.split('/')[0]}`);
  }

  /** 对方已阅 */
  read(id: string): Promise<Task> {
    return this.move(id, { to: 'read' });
  }

  /** 同意，已定床 */
  acceptWithBed(id: string, place: { bed: string; contact: string }): Promise<Task> {
    return this.move(id, {
      to: 'bed-assigned',
      outputs: [this.output('bed', { valueString: place.bed }), this.output('contact', { valueString: place.contact })],
    });
  }

  /** 同意，等床 @param expectedAt instant with offset */
  acceptWaiting(id: string, expectedAt: string): Promise<Task> {
    return this.move(id, {
      to: 'accepted-waiting-bed',
      outputs: [this.output('expected-at', { valueDateTime: expectedAt })],
    });
  }

  /** 不接收 */
  decline(id: string, reason: string): Promise<Task> {
    return this.move(id, { to: 'declined', reason });
  }

  /** 建议就地治疗 */
  adviseLocal(id: string, reason: string, advice: string): Promise<Task> {
    return this.move(id, {
      to: 'declined-advise-local',
      reason,
      outputs: [this.output('advice', { valueString: advice })],
    });
  }

  /** 转荐他院 */
  referOnward(id: string, reason: string, hospital: string): Promise<Task> {
    return this.move(id, {
      to: 'referred-onward',
      ...(reason === '' ? {} : { reason }),
      outputs: [this.output('organization', { valueString: hospital })],
    });
  }

  /** 需补充资料 */
  askForInfo(id: string, question: string): Promise<Task> {
    return this.move(id, { to: 'info-requested', reason: question });
  }

  /** 已到达 */
  arrived(id: string): Promise<Task> {
    return this.move(id, { to: 'arrived' });
  }

  /** 已入科 */
  admitted(id: string): Promise<Task> {
    return this.move(id, { to: 'admitted' });
  }

  /** 已诊断反馈. `clocks`: when the ward did what has no state of its own, by milestone. */
  diagnosed(id: string, findings: string, clocks: Readonly<Record<string, string>> = {}): Promise<Task> {
    const times = Object.entries(clocks).map(([code, valueDateTime]) => this.output(code, { valueDateTime }));
    return this.move(id, { to: 'diagnosed', outputs: [this.output('findings', { valueString: findings }), ...times] });
  }

  /** 未到达 */
  notArrived(id: string, reason: string): Promise<Task> {
    return this.move(id, { to: 'not-arrived', reason });
  }

  /** 已结案, with the ward's discharge letter (Binary and DocumentReference are written first). */
  async complete(id: string, outcome: 'returned' | 'closed', letter = Buffer.from('%PDF-1.4\n%%EOF\n')): Promise<Task> {
    const { task } = await this.task(id);
    const document = await this.sendLetter(task, letter);
    return this.move(id, {
      to: outcome,
      outputs: [this.output('document', { valueReference: { reference: `DocumentReference/${document.id}` } })],
    });
  }

  /** A message about a Task to the facility that asked. */
  async sendMessage(id: string, text: string): Promise<Communication> {
    const { task } = await this.task(id);
    const message: Communication = {
      resourceType: 'Communication',
      id: randomUUID(),
      meta: { tag: [this.facilityTag] },
      status: 'completed',
      ...(task.focus ? { basedOn: [task.focus] } : {}),
      about: [{ reference: `Task/${id}` }],
      ...(task.for ? { subject: { reference: task.for.reference } } : {}),
      sent: this.now(),
      sender: { reference: this.organization },
      ...(task.requester ? { recipient: [{ reference: task.requester.reference }] } : {}),
      payload: [{ contentString: text }],
    };
    await this.put(message);
    return message;
  }

  /**
   * Writes a move by the procedure of 3.3: read, look for our op, check the move, append op, PUT with If-Match, read
   * back. A version conflict starts over.
   * @throws WardRefused, or Error when the move is not legal from where the Task stands
   */
  async move(id: string, intent: Intent): Promise<Task> {
    const opId = intent.opId ?? randomUUID();
    for (let attempt = 1; ; attempt += 1) {
      const { task, etag } = await this.task(id);
      if (opIds(task, this.opUrl).includes(opId)) return task;
      if (!mayMove(task, intent.to)) throw new Error(`not a legal move: ${stepOf(task)} -> ${intent.to}`);
      const response = await this.send('PUT', `${this.options.url}/Task/${id}`, this.moved(task, intent, opId), {
        'If-Match': etag,
      });
      await response.arrayBuffer();
      const isMoved = response.status === 409 || response.status === 412;
      if (!response.ok && !(isMoved && attempt < ATTEMPTS)) throw new WardRefused('PUT Task', response.status);
      if (isMoved) continue;
      const back = await this.task(id);
      if (opIds(back.task, this.opUrl).includes(opId)) return back.task;
      if (attempt >= ATTEMPTS) throw new Error('the op is not in the Task read back');
    }
  }

  /** Writes a Task as given, without If-Match or check: what a careless program does. */
  async overwrite(task: Task): Promise<void> {
    await this.put(task);
  }

  private moved(task: Task, { to, reason, outputs }: Intent, opId: string): Task {
    const others = (task.extension ?? []).filter(extension => extension.url !== this.opUrl);
    const ops = (task.extension ?? []).filter(extension => extension.url === this.opUrl);
    const { statusReason: _statusReason, ...kept } = task;
    return {
      ...kept,
      extension: [...others, ...[...ops, this.op(opId, to)].slice(-KEPT_OPS)],
      status: WARD_STATES[to],
      businessStatus: { coding: [{ system: `${this.fhirBase}/CodeSystem/business-status`, code: to }] },
      ...(reason === undefined ? {} : { statusReason: { text: reason } }),
      ...(outputs ? { output: [...(task.output ?? []), ...outputs] } : {}),
      lastModified: isBefore(this.now(), task.authoredOn) ? task.authoredOn : this.now(),
    };
  }

  private op(opId: string, to: WardState): Extension {
    return {
      url: this.opUrl,
      extension: [
        { url: 'id', valueId: opId },
        { url: 'site', valueString: this.options.code },
        { url: 'to', valueCode: to },
        { url: 'at', valueDateTime: this.now() },
        { url: 'channel', valueCode: 'network' },
      ],
    };
  }

  private async sendLetter(task: Task, letter: Buffer): Promise<DocumentReference> {
    const binaryId = randomUUID();
    const response = await this.send('PUT', `${this.options.url}/Binary/${binaryId}`, letter);
    await response.arrayBuffer();
    if (!response.ok) throw new WardRefused('PUT Binary', response.status);
    const document: DocumentReference = {
      resourceType: 'DocumentReference',
      id: randomUUID(),
      meta: { tag: [this.facilityTag] },
      status: 'current',
      type: { coding: [{ system: 'http://loinc.org', code: '18842-5', display: 'Discharge summary' }] },
      ...(task.for ? { subject: { reference: task.for.reference } } : {}),
      date: this.now(),
      author: [{ reference: this.organization }],
      content: [
        {
          attachment: {
            contentType: 'application/pdf',
            url: `Binary/${binaryId}`,
            size: letter.length,
            hash: createHash('sha1').update(letter).digest('base64'), // R4: SHA-1
          },
        },
      ],
      ...(task.focus ? { context: { related: [task.focus] } } : {}),
    };
    await this.put(document);
    return document;
  }

  private output(code: string, value: Partial<TaskOutput>): TaskOutput {
    return { type: { coding: [{ system: `${this.fhirBase}/CodeSystem/output`, code }], text: code }, ...value };
  }

  private get organization(): string {
    return `Organization/org-${this.options.code}`;
  }

  private get opUrl(): string {
    return `${this.fhirBase}/StructureDefinition/op`;
  }

  private get facilityTag() {
    return { system: `${this.fhirBase}/CodeSystem/facility`, code: this.options.code };
  }

  private now(): string {
    // Wire times carry the offset of the clinic.
    return new Date(this.clock() + CLINIC_OFFSET_MS).toISOString().replace('Z', '+08:00');
  }

  private async put(resource: Resource): Promise<void> {
    const { resourceType, id } = resource;
    const response = await this.send('PUT', `${this.options.url}/${resourceType}/${id}`, resource);
    await response.arrayBuffer();
    if (!response.ok) throw new WardRefused(`PUT ${resourceType}`, response.status);
  }

  private send(
    method: 'GET' | 'PUT',
    url: string,
    body?: Resource | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const isBytes = Buffer.isBuffer(body);
    return fetch(url, {
      method,
      headers: {
        Accept: FHIR_JSON,
        'Cache-Control': 'no-cache',
        ...(body ? { 'Content-Type': isBytes ? 'application/pdf' : FHIR_JSON } : {}),
        ...this.options.headers,
        ...headers,
      },
      ...(body ? { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) } : {}),
    });
  }

  private async json<T extends Resource>(response: Response, what: string): Promise<T> {
    if (!response.ok) {
      await response.arrayBuffer();
      throw new WardRefused(what, response.status);
    }
    return (await response.json()) as T;
  }
}

/** FHIR asks lastModified >= authoredOn, which a wrong clock would break. */
function isBefore(time: string, other: string | undefined): boolean {
  return other !== undefined && Date.parse(time) < Date.parse(other);
}

/** Ids of the ops a Task carries, whichever value type they were written with. */
export function opIds(task: Task, opUrl: string): string[] {
  return (task.extension ?? [])
    .filter(extension => extension.url === opUrl)
    .map(extension => {
      const id = extension.extension?.find(part => part.url === 'id');
      return String(id?.valueId ?? id?.valueUuid ?? id?.valueString ?? '').replace('urn:uuid:', '');
    });
}
