import { randomUUID } from 'node:crypto';
import type { SearchRequest, WithId } from '@medplum/core';
import { badRequest, gone, OperationOutcomeError, parseSearchRequest } from '@medplum/core';
import type { Bundle, Resource, ResourceType } from '@medplum/fhirtypes';
import { isControlParameter } from './definitions.ts';
import { checkParameterName, searchStore } from './search.ts';
import type { Store } from './store.ts';
import type { Switches } from './switches.ts';

const DEFAULT_PAGE = 20;
const KEPT_RESULTS = 500;

interface FrozenResult {
  type: string;
  ids: readonly string[];
}

/**
 * Searches cut into pages. As in HAPI the list of ids is frozen at the first page and the content read at each page:
 * a row deleted in between is left out, a changed one appears in its new version.
 */
export class SearchPages {
  private readonly store: Store;
  private readonly switches: Switches;
  private readonly frozen = new Map<string, FrozenResult>();

  constructor(store: Store, switches: Switches) {
    this.store = store;
    this.switches = switches;
  }

  /** First page. `base` is the address the client used, for links and `fullUrl`. */
  first(type: string, query: URLSearchParams, base: string, noCache: boolean): Bundle {
    for (const name of query.keys()) if (!isControlParameter(name)) checkParameterName(type, name);
    const request = parseSearchRequest(type as ResourceType, groupByName(query));
    const { staleSearch } = this.switches;
    const isStale = staleSearch !== null && !(noCache && staleSearch.honoursNoCache);
    const matches = searchStore(this.store, request, this.switches, {
      upTo: isStale ? performance.now() - staleSearch.ms : Number.POSITIVE_INFINITY,
      withLate: false,
    });
    const self = `${base}/${type}${query.size > 0 ? `?${query}` : ''}`;
    const isCountOnly = query.get('_summary') === 'count' || request.count === 0;
    if (isCountOnly) return { resourceType: 'Bundle', type: 'searchset', total: matches.length };
    const count = this.pageSize(request);
    const offset = this.startOffset(request);
    const rest = offset === 0 ? matches : matches.slice(offset);
    const bundle = this.bundle(rest.slice(0, count), base, self, matches.length);
    if (rest.length > count && !this.switches.noNextLinks) {
      const key = this.freeze({ type, ids: rest.map(resource => resource.id) });
      bundle.link?.push({ relation: 'next', url: nextUrl(base, key, count, count) });
    }
    return bundle;
  }

  /** Later page of a frozen result, addressed by the parameters of a `next` link. */
  next(query: URLSearchParams, base: string): Bundle {
    const key = query.get('_getpages') ?? '';
    const result = this.frozen.get(key);
    if (!result || this.switches.expiredNextLinks) throw new OperationOutcomeError(gone);
    const offset = wholeNumber(query.get('_getpagesoffset'), '_getpagesoffset');
    const count = wholeNumber(query.get('_count'), '_count');
    const page: WithId<Resource>[] = [];
    for (const id of result.ids.slice(offset, offset + count)) {
      const version = this.store.latest(result.type, id);
      if (version && version.method !== 'DELETE') page.push(version.resource);
    }
    const bundle = this.bundle(page, base, `${base}?${query}`, result.ids.length);
    if (offset + count < result.ids.length) {
      bundle.link?.push({ relation: 'next', url: nextUrl(base, key, offset + count, count) });
    }
    return bundle;
  }

  clear(): void {
    this.frozen.clear();
  }

  private bundle(page: WithId<Resource>[], base: string, self: string, total: number): Bundle {
    return {
      resourceType: 'Bundle',
      id: randomUUID(),
      type: 'searchset',
      ...(this.switches.noTotal ? {} : { total }),
      link: [{ relation: 'self', url: self }],
      entry: page.map(resource => ({
        fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'match' },
      })),
    };
  }

  private pageSize(request: SearchRequest): number {
    const asked = request.count ?? DEFAULT_PAGE;
    if (!Number.isInteger(asked) || asked < 0) throw new OperationOutcomeError(badRequest('Invalid _count'));
    return Math.min(asked, this.switches.maxPage);
  }

  private startOffset(request: SearchRequest): number {
    if (request.offset === undefined || this.switches.offset === 'ignored') return 0;
    if (this.switches.offset === 'refused' || !Number.isInteger(request.offset) || request.offset < 0) {
      throw new OperationOutcomeError(badRequest('Unknown search parameter: _offset'));
    }
    return request.offset;
  }

  private freeze(result: FrozenResult): string {
    const key = randomUUID();
    this.frozen.set(key, result);
    const [oldest] = this.frozen.keys();
    if (this.frozen.size > KEPT_RESULTS && oldest) this.frozen.delete(oldest);
    return key;
  }
}

function nextUrl(base: string, key: string, offset: number, count: number): string {
  return `${base}?_getpages=${key}&_getpagesoffset=${offset}&_count=${count}&_bundletype=searchset`;
}

function wholeNumber(text: string | null, name: string): number {
  const value = Number(text);
  if (!text || !Number.isInteger(value) || value < 0) throw new OperationOutcomeError(badRequest(`Invalid ${name}`));
  return value;
}

function groupByName(query: URLSearchParams): Record<string, string[]> {
  const grouped: Record<string, string[]> = {};
  for (const [name, value] of query) grouped[name] = [...(grouped[name] ?? []), value];
  return grouped;
}
