import type { IncomingHttpHeaders } from 'node:http';
import {
  badRequest,
  getStatus,
  isOk,
  normalizeOperationOutcome,
  notFound,
  OperationOutcomeError,
  unsupportedMediaType,
} from '@medplum/core';
import type { HttpMethod } from '@medplum/fhir-router';
import { FhirRouter } from '@medplum/fhir-router';
import type { Binary, Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { binaryFromBytes, isRawBinaryWrite, rawBinaryAnswer, wantsRawBinary, withoutData } from './binary.ts';
import { answerBundle, runnableBundle } from './bundles.ts';
import { capabilityStatement } from './capability.ts';
import { indexDefinitions } from './definitions.ts';
import type { Incoming, Outgoing } from './http-message.ts';
import { isFhirJson, mediaType, outcomeAnswer, resourceAnswer } from './http-message.ts';
import { checkedIfMatch } from './if-match.ts';
import type { RegistryRepository } from './repository.ts';
import type { SearchPages } from './search-pages.ts';
import type { Switches } from './switches.ts';

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
const PATCH_TYPES: ReadonlySet<string> = new Set([
  'application/json-patch+json',
  'application/fhir+json',
  'application/json',
]);

/** FHIR REST on the Medplum router, with what the router leaves to its host: headers, pages, raw Binary, status codes. */
export class FhirEndpoint {
  private readonly repository: RegistryRepository;
  private readonly pages: SearchPages;
  private readonly switches: Switches;
  private readonly settings: { now: () => number; isSmart: boolean };
  private readonly router = new FhirRouter();
  private readonly types = indexDefinitions();

  constructor(
    repository: RegistryRepository,
    pages: SearchPages,
    switches: Switches,
    settings: { now: () => number; isSmart: boolean },
  ) {
    this.repository = repository;
    this.pages = pages;
    this.switches = switches;
    this.settings = settings;
  }

  /** Never throws: what goes wrong comes back as an OperationOutcome. */
  async handle(incoming: Incoming): Promise<Outgoing> {
    this.repository.written.clear();
    try {
      return await this.answer(incoming);
    } catch (error) {
      return outcomeAnswer(normalizeOperationOutcome(error));
    }
  }

  private async answer(incoming: Incoming): Promise<Outgoing> {
    const { method, path, query, base } = incoming;
    const [type = '', second] = path.split('/');
    if (!METHODS.has(method)) return { status: 405, headers: { Allow: [...METHODS].join(', ') } };
    if (method === 'GET' && path === 'metadata') {
      const { now, isSmart } = this.settings;
      return resourceAnswer(200, capabilityStatement(this.types, this.switches, base, now(), isSmart));
    }
    if (path === '' && method === 'GET') return resourceAnswer(200, this.pages.next(query, base));
    if (path === '' && method === 'POST') return this.bundle(incoming);
    if (!this.types.has(type)) return outcomeAnswer(notFound);
    if (method === 'GET' && second === undefined) return this.search(type, query, incoming);
    if (method === 'POST' && second === '_search') {
      return this.search(type, new URLSearchParams(incoming.body.toString('utf8')), incoming);
    }
    return this.interaction(incoming);
  }

  private search(type: string, query: URLSearchParams, { base, headers }: Incoming): Outgoing {
    const noCache = /no-cache/i.test(headers['cache-control'] ?? '');
    return resourceAnswer(200, this.pages.first(type, query, base, noCache));
  }

  private async bundle(incoming: Incoming): Promise<Outgoing> {
    const bundle = runnableBundle(parseJson(incoming), this.switches);
    const [outcome, result] = await this.router.handleRequest(
      {
        ...routerRequest(incoming, {}),
        body: bundle,
        config: { transactions: this.switches.noTransactions !== 'as-batch' },
      },
      this.repository,
    );
    if (!isOk(outcome) || result?.resourceType !== 'Bundle') return outcomeAnswer(outcome);
    return answerBundle(result, this.repository.written, this.switches, preference(incoming) === 'representation');
  }

  private async interaction(incoming: Incoming): Promise<Outgoing> {
    const { method, headers } = incoming;
    const isRaw = isRawBinaryWrite(incoming);
    const body = isRaw
      ? binaryFromBytes(incoming)
      : method === 'PUT' || method === 'POST' || method === 'PATCH'
        ? parseJson(incoming)
        : undefined;
    const { 'if-match': ifMatch, ...others } = headers;
    const checked = checkedIfMatch(ifMatch, this.switches);
    const request = routerRequest(incoming, checked === undefined ? others : { ...others, 'if-match': checked });
    const [outcome, resource] = await this.router.handleRequest({ ...request, body }, this.repository);
    if (!isOk(outcome)) return outcomeAnswer(outcome);
    if (!resource) return resourceAnswer(getStatus(outcome), outcome);
    return method === 'GET' ? this.readAnswer(incoming, resource) : this.writeAnswer(incoming, outcome, resource);
  }

  private readAnswer({ headers }: Incoming, resource: Resource): Outgoing {
    const versioned = this.versionHeaders(resource);
    if (headers['if-none-match'] && headers['if-none-match'] === versioned.ETag)
      return { status: 304, headers: versioned };
    if (resource.resourceType === 'Binary' && wantsRawBinary(headers.accept))
      return rawBinaryAnswer(resource, versioned);
    return resourceAnswer(200, resource, versioned);
  }

  private writeAnswer(incoming: Incoming, outcome: OperationOutcome, resource: Resource): Outgoing {
    const reference = `${resource.resourceType}/${resource.id}`;
    const isCreated = this.repository.written.get(reference) === 'created';
    const status = isCreated ? 201 : getStatus(outcome);
    const location = `${incoming.base}/${reference}/_history/${resource.meta?.versionId}`;
    const headers = { ...this.versionHeaders(resource), ...(isCreated ? { Location: location } : {}) };
    if (preference(incoming) === 'minimal') return { status, headers };
    return resourceAnswer(status, isRawBinaryWrite(incoming) ? withoutData(resource as Binary) : resource, headers);
  }

  private versionHeaders({ meta }: Resource): Record<string, string> {
    if (!meta?.versionId || !meta.lastUpdated) return {};
    const lastModified = { 'Last-Modified': new Date(meta.lastUpdated).toUTCString() };
    return this.switches.noEtag ? lastModified : { ETag: `W/"${meta.versionId}"`, ...lastModified };
  }
}

function routerRequest({ method, path, query }: Incoming, headers: IncomingHttpHeaders) {
  return {
    method: method as HttpMethod,
    url: query.size > 0 ? `${path}?${query}` : path,
    pathname: '',
    params: {},
    query: {},
    headers,
    config: { transactions: true },
  };
}

function parseJson({ method, headers, body }: Incoming): Resource | Bundle {
  const type = mediaType(headers['content-type']);
  const accepted = method === 'PATCH' ? PATCH_TYPES.has(type) : isFhirJson(type);
  if (!accepted) throw new OperationOutcomeError(unsupportedMediaType);
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new OperationOutcomeError(badRequest('Body is not JSON'));
  }
  if (!value || typeof value !== 'object') throw new OperationOutcomeError(badRequest('Body is not a resource'));
  return value as Resource;
}

function preference({ headers }: Incoming): string | undefined {
  const prefer = headers.prefer;
  return typeof prefer === 'string' ? /return=(\w+)/.exec(prefer)?.[1] : undefined;
}
