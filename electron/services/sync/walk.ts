import type { Bundle, Resource } from '@medplum/fhirtypes';
import { storedTime } from '../../../shared/fhir/writing.ts';
import type { Answer, Failure, RegistryClient } from './registry-client.ts';

const PAGE = 100;
const LARGEST_PAGE = 1000;
const WALKS = 3;
/** No server is known to cut a page shorter than this. */
const SMALLEST_CAP = 20;

export interface Search {
  type: Resource['resourceType'];
  /** Without time, order and page size. */
  query: Readonly<Record<string, string>>;
  /** Registry's time from which on; null or '' = all. */
  from: string | null;
}

/** @param newest registry's latest stamp of the whole walk ('' = nothing seen), with its last page only; else null */
export type OnPage<R extends Resource> = (resources: R[], newest: string | null) => Promise<void>;

/**
 * Reads the whole result of a search, oldest change first, whatever the server does with pages: follows links, asks on
 * by offset, larger pages and time where there are none, begins anew where a link has expired.
 * @returns null where all of it was seen
 */
export async function walk<R extends Resource>(
  client: RegistryClient,
  search: Search,
  onPage: OnPage<R>,
): Promise<Failure | null> {
  for (let round = 1; ; round += 1) {
    const ended = await walkOnce(client, search, onPage);
    if (ended !== 'again') return ended;
    if (round >= WALKS) return cutOff;
  }
}

/** `again`: a page link has expired. */
async function walkOnce<R extends Resource>(
  client: RegistryClient,
  search: Search,
  onPage: OnPage<R>,
): Promise<Failure | 'again' | null> {
  const { type, query, from } = search;
  const seen = new Map<string, string>();
  let newest = '';

  const firstPage = (since: string | null, more: Record<string, string> = {}) =>
    client.search(
      type,
      new URLSearchParams({
        ...query,
        ...(since ? { _lastUpdated: `ge${since}` } : {}),
        _sort: '_lastUpdated', // one key only: with two, one server sorted by the last
        _count: String(PAGE),
        ...more,
      }),
    );

  /** What lies behind a page without a link: nothing, or more that the server has cut off (no links, capped pages). */
  async function beyond(page: Bundle, resources: readonly Resource[]): Promise<Answer<Bundle> | null> {
    const last = resources.at(-1)?.meta?.lastUpdated;
    if (resources.length === 0 || last === undefined) return null;
    if (page.total !== undefined && seen.size >= page.total) return null;
    const attempts = [
      () => firstPage(from, { _offset: String(seen.size) }),
      () => firstPage(from, { _count: String(LARGEST_PAGE) }),
      () => firstPage(last),
    ];
    for (const attempt of attempts) {
      const answer = await attempt();
      if (answer.ok && resourcesOf(answer.resource, type).some(resource => isNew(resource, seen))) return answer;
      if (!answer.ok && answer.reason !== 'refused') return answer;
    }
    const isOneStamp = resources.every(resource => resource.meta?.lastUpdated === last);
    return isOneStamp && resources.length >= SMALLEST_CAP && page.total === undefined ? cutOff : null;
  }

  let answer = await firstPage(from);
  for (;;) {
    if (!answer.ok) return isExpired(answer) && seen.size > 0 ? 'again' : answer;
    const page = answer.resource;
    const resources = resourcesOf(page, type) as R[];
    for (const resource of resources) {
      seen.set(resource.id ?? '', resource.meta?.versionId ?? '');
      newest = later(newest, storedTime(resource.meta?.lastUpdated) ?? '');
    }
    const next = page.link?.find(link => link.relation === 'next')?.url;
    const further = next === undefined ? await beyond(page, resources) : await client.next(next);
    await onPage(resources, further === null ? newest : null);
    if (further === null) return null;
    answer = further;
  }
}

/** The server shows a part of the result and no way to the rest: said on the screen, never passed over. */
const cutOff: Failure = {
  ok: false,
  reason: 'result-cut-off',
  httpStatus: null,
  retryAfterMs: null,
  detail: '',
  serverDate: null,
};

const isExpired = ({ httpStatus }: Failure) => httpStatus === 404 || httpStatus === 410;

export const resourcesOf = (page: Bundle, type: Resource['resourceType']): Resource[] =>
  (page.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === type && resource.id ? [resource] : []));

const isNew = (resource: Resource, seen: Map<string, string>) =>
  seen.get(resource.id ?? '') !== (resource.meta?.versionId ?? '');

const later = (a: string, b: string): string => (a > b ? a : b);
