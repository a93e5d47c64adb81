import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { z } from 'zod';
import { type HttpAnswer, HttpFailure, type HttpPort, type HttpRequest } from './http.ts';
import type { Reason } from './reasons.ts';
import type { RegistrySetting } from './registry-settings.ts';
import { isSameOrigin } from './url-policy.ts';

/** Why a request did not do what was asked. Holds the server's own words, which stay inside the vault. */
export interface Failure {
  ok: false;
  reason: Reason;
  httpStatus: number | null;
  retryAfterMs: number | null;
  /** OperationOutcome text, for the person who mends it. */
  detail: string;
  serverDate: string | null;
}

export interface Success<R> {
  ok: true;
  httpStatus: number;
  resource: R;
  /** For If-Match, verbatim; made from the version where the server sends none. */
  etag: string | null;
  serverDate: string | null;
}

export type Answer<R> = Success<R> | Failure;
/** `absent`: the registry says 404, which for a read is an answer and no failure. */
export type ReadAnswer<R> = Success<R> | Failure | { ok: true; absent: true; serverDate: string | null };

export interface RegistryClient {
  read<R extends Resource>(type: R['resourceType'], id: string): Promise<ReadAnswer<R>>;
  /** @param query of a first page, or the address of a next link of the same server */
  search(type: Resource['resourceType'], query: URLSearchParams): Promise<Answer<Bundle>>;
  next(url: string): Promise<Answer<Bundle>>;
  /**
   * Every entry 2xx, or a failure.
   * @param frozen the bundle's own bytes, where it is sent as it was frozen
   */
  transaction(bundle: Bundle, frozen?: Buffer): Promise<Answer<Bundle>>;
  update<R extends Resource>(resource: R, ifMatch: string | null): Promise<Answer<R>>;
  putBinary(id: string, bytes: Buffer, contentType: string): Promise<Answer<Resource>>;
  metadata(): Promise<Answer<Resource>>;
}

export interface ClientTimes {
  /** For an answer to a small request. */
  timeoutMs: number;
  /** A letter may take this long a kilobyte on top. */
  uploadMsPerKilobyte: number;
}

const FHIR_JSON = 'application/fhir+json';
const RETRY_AFTER_CAP_MS = 3_600_000;
const DETAIL_LIMIT = 500; // characters kept of a server's words
const BUSY = new Set([408, 425, 429]);
const REFUSED_WRITE = new Set([400, 404, 405, 413, 415, 422]);

/** Speaks FHIR with one registry and sorts every answer into the closed list of reasons. */
export function createRegistryClient(
  http: HttpPort,
  { baseUrl }: Pick<RegistrySetting, 'baseUrl'>,
  times: ClientTimes,
  onAnswer: (serverDate: string | null) => void = () => undefined,
): RegistryClient {
  const common: Record<string, string> = {
    Accept: FHIR_JSON,
    'Cache-Control': 'no-cache', // a server may serve a search that is a minute old
  };

  async function ask<R extends Resource>(
    request: Omit<HttpRequest, 'timeoutMs' | 'headers'> & { headers?: Record<string, string>; timeoutMs?: number },
    expected: string | null,
  ): Promise<Answer<R>> {
    const { headers = {}, timeoutMs = times.timeoutMs, ...rest } = request;
    let answer: HttpAnswer;
    try {
      answer = await http.request({ ...rest, timeoutMs, headers: { ...common, ...headers } });
    } catch (failure) {
      if (!(failure instanceof HttpFailure)) throw failure;
      const { kind: reason, word: detail } = failure;
      return { ok: false, reason, httpStatus: null, retryAfterMs: null, detail, serverDate: null };
    }
    const judged = judge<R>(answer, expected);
    if (judged.ok || judged.reason !== 'not-the-registry') onAnswer(judged.serverDate);
    return judged;
  }

  const json = (resource: Resource) => Buffer.from(JSON.stringify(resource), 'utf8');
  const sending = { 'Content-Type': FHIR_JSON };

  return {
    async read<R extends Resource>(type: R['resourceType'], id: string): Promise<ReadAnswer<R>> {
      const answer = await ask<R>({ method: 'GET', url: `${baseUrl}/${type}/${id}`, body: null }, type);
      const isAbsent = !answer.ok && answer.httpStatus === 404 && answer.reason === 'refused';
      return isAbsent ? { ok: true, absent: true, serverDate: answer.serverDate } : answer;
    },
    search: (type, query) => ask({ method: 'GET', url: `${baseUrl}/${type}?${query}`, body: null }, 'Bundle'),
    async next(url) {
      if (isSameOrigin(baseUrl, url)) return ask({ method: 'GET', url, body: null }, 'Bundle');
      return {
        ok: false,
        reason: 'not-the-registry',
        httpStatus: null,
        retryAfterMs: null,
        detail: '',
        serverDate: null,
      };
    },
    async transaction(bundle, frozen = json(bundle)) {
      const answer = await ask<Bundle>({ method: 'POST', url: baseUrl, headers: sending, body: frozen }, 'Bundle');
      return answer.ok ? checkedEntries(answer, bundle) : answer;
    },
    update: (resource, ifMatch) =>
      ask(
        {
          method: 'PUT',
          url: `${baseUrl}/${resource.resourceType}/${resource.id}`,
          headers: { ...sending, ...(ifMatch === null ? {} : { 'If-Match': ifMatch }) },
          body: json(resource),
        },
        resource.resourceType,
      ),
    putBinary: (id, bytes, contentType) =>
      ask(
        {
          method: 'PUT',
          url: `${baseUrl}/Binary/${id}`,
          headers: { 'Content-Type': contentType },
          body: bytes,
          timeoutMs: times.timeoutMs + Math.ceil((bytes.length / 1024) * times.uploadMsPerKilobyte),
        },
        'Binary',
      ),
    metadata: () => ask({ method: 'GET', url: `${baseUrl}/metadata`, body: null }, 'CapabilityStatement'),
  };
}

/** Acknowledged means 2xx and JSON and the resource type that was asked for; anything else is not the registry. */
function judge<R extends Resource>(answer: HttpAnswer, expected: string | null): Answer<R> {
  const { status, headers } = answer;
  const serverDate = headers.date === undefined ? null : isoOf(headers.date);
  const resource = parsed(answer);
  const fail = (reason: Reason): Failure => ({
    ok: false,
    reason,
    httpStatus: status,
    retryAfterMs: retryAfterMs(headers['retry-after'], serverDate),
    detail: outcomeText(resource),
    serverDate,
  });
  if (status >= 200 && status < 300) {
    if (resource === null || (expected !== null && resource.resourceType !== expected)) return fail('not-the-registry');
    return { ok: true, httpStatus: status, resource: resource as R, etag: etagOf(headers.etag, resource), serverDate };
  }
  if (status === 401) return fail('auth');
  if (status === 403) return fail('forbidden');
  if (status === 407) return fail('proxy');
  if (status === 409 || status === 412) return fail('moved');
  if (status === 410) return fail('deleted');
  if (BUSY.has(status) || status >= 500) return fail('server-busy');
  // A portal on the way answers 404 and 400 too: only a FHIR server explains itself with an OperationOutcome.
  if (REFUSED_WRITE.has(status)) return fail(resource?.resourceType === 'OperationOutcome' ? 'refused' : bare(status));
  return fail('not-the-registry');
}

/** 413 and 415 come from gateways too, without an OperationOutcome; a bare 404 or 400 is a wrong address or a portal. */
const bare = (status: number): Reason =>
  status === 413 || status === 415 || status === 422 ? 'refused' : 'not-the-registry';

const JSON_TYPE = /^application\/(fhir\+json|json|json\+fhir)\b/i;
const AnyResource = z.looseObject({ resourceType: z.string() });

function parsed({ headers, body }: HttpAnswer): Resource | null {
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) return null;
  try {
    const checked = AnyResource.safeParse(JSON.parse(body.toString('utf8')));
    return checked.success ? (checked.data as unknown as Resource) : null;
  } catch {
    return null; // truncated or not JSON
  }
}

function etagOf(header: string | undefined, resource: Resource): string | null {
  if (header !== undefined && /^(W\/)?".+"$/.test(header)) return header;
  const version = resource.meta?.versionId;
  return version === undefined ? null : `W/"${version}"`;
}

function isoOf(httpDate: string): string | null {
  const at = Date.parse(httpDate);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function retryAfterMs(header: string | undefined, serverDate: string | null): number | null {
  if (header === undefined) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.min(Math.max(0, seconds * 1000), RETRY_AFTER_CAP_MS);
  const until = isoOf(header);
  if (until === null || serverDate === null) return null;
  return Math.min(Math.max(0, Date.parse(until) - Date.parse(serverDate)), RETRY_AFTER_CAP_MS);
}

function outcomeText(resource: Resource | null): string {
  if (resource?.resourceType !== 'OperationOutcome') return '';
  const { issue = [] } = resource as OperationOutcome;
  return issue
    .map(({ code, details, diagnostics, expression }) =>
      [code, details?.text ?? diagnostics ?? '', ...(expression ?? [])].filter(part => part).join(' '),
    )
    .join('; ')
    .slice(0, DETAIL_LIMIT);
}

/** A transaction counts only with one 2xx for each entry; a server that ran it as a batch may have refused some. */
function checkedEntries(answer: Success<Bundle>, sent: Bundle): Answer<Bundle> {
  const { type, entry = [] } = answer.resource;
  const refused = entry.find(({ response }) => !/^2\d\d/.test(response?.status ?? ''));
  if (type === 'transaction-response' && entry.length === sent.entry?.length && !refused) return answer;
  const status = Number((refused?.response?.status ?? '').slice(0, 3));
  return {
    ok: false,
    reason: REFUSED_WRITE.has(status) ? 'refused' : 'not-the-registry',
    httpStatus: status || answer.httpStatus,
    retryAfterMs: null,
    detail: outcomeText((refused?.response?.outcome as Resource | undefined) ?? null),
    serverDate: answer.serverDate,
  };
}
