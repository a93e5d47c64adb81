import type { Basic, Bundle, BundleEntry, OperationOutcome, Resource, Task } from '@medplum/fhirtypes';
import type { HttpAnswer, HttpRequest } from '../../electron/services/sync/http.ts';
import { REGISTRY_MARK_ID } from '../../electron/services/sync/server-check.ts';
import { DEFAULT_FHIR_BASE, fhirUris } from '../../shared/fhir/uris.ts';

export const BASE_URL = 'https://registry.example/fhir';
export const uris = fhirUris(DEFAULT_FHIR_BASE);

interface Version {
  readonly resource: Resource;
  readonly number: number;
  /** Registry's stamp, ms. */
  readonly at: number;
  /** From when a search shows it, ms of the world: indexes lag behind commits. */
  readonly visibleFrom: number;
}

/** Why a write may break the rules of the Task without anybody's fault. */
export interface Circumstances {
  /** A second delivery of a message, or one that lands after its sender gave it up. */
  readonly isStray: boolean;
}

export interface TaskWrite extends Circumstances {
  readonly before: Task | null;
  readonly after: Task;
  /** Whether a stale If-Match would have been refused. */
  readonly isGuarded: boolean;
}

export interface RegistryPorts {
  now: () => number;
  /** How long a commit stays out of searches, ms. */
  lateness: () => number;
  uuid: () => string;
  onTask: (write: TaskWrite) => void;
  onWrite: (before: Resource | null, after: Resource, circumstances: Circumstances) => void;
}

type Rows = Map<string, readonly Version[]>;

/** The registry as far as the protocol sees it: versions, transactions, If-Match, pages, late visibility, an epoch. */
export class ModelRegistry {
  readonly #ports: RegistryPorts;
  #rows: Rows = new Map();
  readonly #pages = new Map<string, readonly Resource[]>();
  isIfMatchHonoured = true;
  /** What its clock shows against true time, ms. */
  clockSkewMs = 0;
  /** Largest page. */
  pageSize = 100;
  epoch: string;

  constructor(ports: RegistryPorts) {
    this.#ports = ports;
    this.epoch = ports.uuid();
  }

  handle(request: HttpRequest, circumstances: Circumstances): HttpAnswer {
    const path = request.url.slice(BASE_URL.length);
    if (request.method === 'POST') return this.#transaction(bodyOf<Bundle>(request), circumstances);
    const [, type = '', id = ''] = /^\/([A-Za-z]+)(?:\/([^?]+))?/.exec(path) ?? [];
    if (request.method === 'PUT') return this.#put(request, type, id, circumstances);
    if (id === '') return this.#search(type, new URLSearchParams(path.slice(path.indexOf('?') + 1)));
    if (id === REGISTRY_MARK_ID) return this.#answer(200, this.#mark());
    const found = this.latest(type, id);
    return found ? this.#answer(200, found) : this.#refuse(404, 'not-found');
  }

  latest<R extends Resource>(type: R['resourceType'] | string, id: string): R | null {
    return (this.#rows.get(`${type}/${id}`)?.at(-1)?.resource as R | undefined) ?? null;
  }

  all<R extends Resource>(type: R['resourceType']): R[] {
    return [...this.#rows].flatMap(([key, versions]) =>
      key.startsWith(`${type}/`) ? [versions.at(-1)?.resource as R] : [],
    );
  }

  /** What a search shows now: the newest version of each that it has heard of. */
  visible(type: string): Resource[] {
    const nowMs = this.#ports.now();
    return [...this.#rows].flatMap(([key, versions]) => {
      if (!key.startsWith(`${type}/`)) return [];
      return versions.findLast(version => version.visibleFrom <= nowMs)?.resource ?? [];
    });
  }

  snapshot(): Rows {
    return new Map(this.#rows);
  }

  /** The operator's deed; a new epoch tells everybody. */
  restore(rows: Rows): void {
    this.#rows = new Map(rows);
    this.#pages.clear();
    this.epoch = this.#ports.uuid();
  }

  /** Page links do not survive. */
  restart(): void {
    this.#pages.clear();
  }

  get #nowMs(): number {
    return this.#ports.now() + this.clockSkewMs;
  }

  #mark(): Basic {
    return {
      resourceType: 'Basic',
      id: REGISTRY_MARK_ID,
      meta: { versionId: '1', lastUpdated: new Date(this.#nowMs).toISOString() },
      code: { text: 'registry' },
      identifier: [{ system: uris.sid.registryEpoch, value: this.epoch }],
    };
  }

  #put(request: HttpRequest, type: string, id: string, circumstances: Circumstances): HttpAnswer {
    const resource =
      type === 'Binary'
        ? ({ resourceType: 'Binary', id, contentType: 'application/pdf' } as Resource)
        : bodyOf(request);
    if (!this.#mayWrite(type, id, request.headers['If-Match'])) return this.#refuse(412, 'conflict');
    return this.#answer(200, this.#commit(resource, circumstances));
  }

  #mayWrite(type: string, id: string, ifMatch: string | undefined): boolean {
    if (ifMatch === undefined || !this.isIfMatchHonoured) return true;
    const present = this.#rows.get(`${type}/${id}`)?.at(-1);
    return present !== undefined && ifMatch === `W/"${present.number}"`;
  }

  #transaction({ entry = [] }: Bundle, circumstances: Circumstances): HttpAnswer {
    const isAllowed = entry.every(({ resource, request }) =>
      this.#mayWrite(resource?.resourceType ?? '', resource?.id ?? '', request?.ifMatch),
    );
    if (!isAllowed) return this.#refuse(412, 'conflict');
    const answered = entry.map(({ resource }): BundleEntry => {
      const { meta } = this.#commit(resource as Resource, circumstances);
      return {
        response: { status: '200', etag: `W/"${meta?.versionId}"`, lastModified: meta?.lastUpdated ?? '' },
      };
    });
    return this.#answer(200, { resourceType: 'Bundle', type: 'transaction-response', entry: answered });
  }

  #commit(resource: Resource, circumstances: Circumstances): Resource {
    const key = `${resource.resourceType}/${resource.id}`;
    const versions = this.#rows.get(key) ?? [];
    const last = versions.at(-1);
    const number = (last?.number ?? 0) + 1;
    const at = this.#nowMs;
    const meta = { ...resource.meta, versionId: String(number), lastUpdated: new Date(at).toISOString() };
    const stored = { ...resource, meta } as Resource;
    const before = last?.resource ?? null;
    this.#rows.set(key, [
      ...versions.slice(-8),
      { resource: stored, number, at, visibleFrom: this.#ports.now() + this.#ports.lateness() },
    ]);
    this.#ports.onWrite(before, stored, circumstances);
    if (stored.resourceType === 'Task') {
      const write = { before: before as Task | null, after: stored, isGuarded: this.isIfMatchHonoured };
      this.#ports.onTask({ ...write, ...circumstances });
    }
    return stored;
  }

  #search(type: string, query: URLSearchParams): HttpAnswer {
    const token = query.get('_page');
    if (token !== null) {
      const rest = this.#pages.get(token);
      return rest ? this.#page(rest, null) : this.#refuse(410, 'deleted');
    }
    const since = query.get('_lastUpdated')?.replace('ge', '');
    const from = since ? Date.parse(since) : 0;
    const statuses = query.get('status')?.split(',');
    const ids = query.get('_id')?.split(',');
    const parties = (['requester', 'owner', 'recipient'] as const).flatMap(name => {
      const value = query.get(name);
      return value === null ? [] : [{ name, value }];
    });
    const found = this.visible(type).filter(resource => {
      const party = resource as unknown as Record<string, unknown>;
      const isOf = parties.every(({ name, value }) => JSON.stringify(party[name] ?? '').includes(`"${value}"`));
      if (statuses && !statuses.includes(String(party.status))) return false;
      return isOf && stampOf(resource) >= from && (ids?.includes(resource.id ?? '') ?? true);
    });
    found.sort((a, b) => stampOf(a) - stampOf(b));
    return this.#page(found.slice(Number(query.get('_offset') ?? 0)), found.length);
  }

  #page(resources: readonly Resource[], total: number | null): HttpAnswer {
    const shown = resources.slice(0, this.pageSize);
    const rest = resources.slice(this.pageSize);
    const link: Bundle['link'] = [];
    if (rest.length > 0) {
      const token = this.#ports.uuid();
      this.#pages.set(token, rest);
      link.push({ relation: 'next', url: `${BASE_URL}/${shown[0]?.resourceType}?_page=${token}` });
    }
    const entry = shown.map((resource): BundleEntry => ({ resource, search: { mode: 'match' } }));
    return this.#answer(200, {
      ...{ resourceType: 'Bundle', type: 'searchset', entry, link },
      ...(total === null ? {} : { total }),
    });
  }

  #answer(status: number, resource: Resource): HttpAnswer {
    const version = resource.meta?.versionId;
    const headers: Record<string, string> = {
      'content-type': 'application/fhir+json; charset=utf-8',
      date: new Date(this.#nowMs).toUTCString(),
      ...(version === undefined ? {} : { etag: `W/"${version}"` }),
    };
    return { status, headers, body: Buffer.from(JSON.stringify(resource), 'utf8') };
  }

  #refuse(status: number, code: 'not-found' | 'conflict' | 'deleted'): HttpAnswer {
    const outcome: OperationOutcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] };
    return this.#answer(status, outcome);
  }
}

const bodyOf = <R extends Resource>({ body }: HttpRequest): R => JSON.parse(body?.toString('utf8') ?? '{}') as R;

const stampOf = ({ meta }: Resource): number => Date.parse(meta?.lastUpdated ?? '');
