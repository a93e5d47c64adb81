import type { Bundle, BundleEntry, OperationOutcome, Resource } from '@medplum/fhirtypes';

export const FHIR_JSON = 'application/fhir+json';

export interface Reply<T = Resource> {
  status: number;
  headers: Headers;
  body: T | undefined;
}

export type Identified = Resource & { id: string };

/** The least a FHIR client needs: it asks like the product does, and remembers what it wrote. */
export class ContractClient {
  readonly written = new Set<string>();
  /** Every request, without ids and values: `GET Task?owner&_count`. */
  readonly asked: string[] = [];
  private readonly base: string;
  private readonly headers: Record<string, string>;

  constructor(base: string, token: string | undefined) {
    this.base = base.replace(/\/$/, '');
    this.headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  }

  /** @param path below the base, or an absolute link of the server */
  async send<T = Resource>(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Reply<T>> {
    const response = await this.raw(method, path, {
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      headers: { ...(options.body === undefined ? {} : { 'Content-Type': FHIR_JSON }), ...options.headers },
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text ? (JSON.parse(text) as T) : undefined,
    };
  }

  raw(
    method: string,
    path: string,
    options: { body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    this.asked.push(shapeOf(method, path, options.headers ?? {}));
    return fetch(/^https?:/.test(path) ? path : `${this.base}${path === '' ? '' : '/'}${path}`, {
      method,
      headers: { Accept: FHIR_JSON, 'Cache-Control': 'no-cache', ...this.headers, ...options.headers },
      ...(options.body === undefined ? {} : { body: options.body }),
    });
  }

  get<T = Resource>(path: string): Promise<Reply<T>> {
    return this.send<T>('GET', path);
  }

  put<T extends Identified>(resource: T, headers: Record<string, string> = {}): Promise<Reply<T>> {
    const path = `${resource.resourceType}/${resource.id}`;
    this.written.add(path);
    return this.send<T>('PUT', path, { body: resource, headers });
  }

  transaction(resources: readonly Identified[], ifMatch?: string): Promise<Reply<Bundle>> {
    const entry: BundleEntry[] = resources.map(resource => {
      const url = `${resource.resourceType}/${resource.id}`;
      this.written.add(url);
      return { resource, request: { method: 'PUT', url, ...(ifMatch === undefined ? {} : { ifMatch }) } };
    });
    return this.send<Bundle>('POST', '', { body: { resourceType: 'Bundle', type: 'transaction', entry } });
  }

  /** Every resource of a search, by the server's own links; `between` runs after each page. */
  async walk(path: string, between: (page: number) => Promise<void> = async () => undefined): Promise<Resource[]> {
    const found: Resource[] = [];
    let next: string | undefined = path;
    for (let page = 1; next !== undefined; page += 1) {
      const reply: Reply<Bundle> = await this.get<Bundle>(next);
      if (reply.status !== 200 || !reply.body) throw new Error(`page ${page} answered ${reply.status}`);
      found.push(...resourcesOf(reply.body));
      await between(page);
      next = reply.body.link?.find(link => link.relation === 'next')?.url;
    }
    return found;
  }

  /** Removes what the suite wrote, newest first; what the server refuses to delete stays. */
  async cleanUp(): Promise<void> {
    for (const path of [...this.written].reverse()) await this.send('DELETE', path).catch(() => undefined);
  }
}

/** What kind of request it is, so that a table can say how a feature was asked for. */
function shapeOf(method: string, path: string, headers: Record<string, string>): string {
  if (/^https?:/.test(path)) return `${method} page link`;
  if (path === '') return `${method} transaction`;
  const [where = '', query = ''] = path.split('?');
  const [type = '', id] = where.split('/');
  const names = [...new Set(new URLSearchParams(query).keys())].join('&');
  const whole = `${method} ${type}${id === undefined ? '' : '/id'}${names === '' ? '' : `?${names}`}`;
  return 'If-Match' in headers ? `${whole} If-Match` : whole;
}

export function resourcesOf(bundle: Bundle | undefined): Resource[] {
  return (bundle?.entry ?? []).flatMap(entry => (entry.resource ? [entry.resource] : []));
}

export function isOutcome(resource: Resource | undefined): resource is OperationOutcome {
  return resource?.resourceType === 'OperationOutcome';
}
