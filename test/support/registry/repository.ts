import { isDeepStrictEqual } from 'node:util';
import type { SearchRequest, WithId } from '@medplum/core';
import {
  allOk,
  badRequest,
  conflict,
  created,
  deepClone,
  gone,
  multipleMatches,
  notFound,
  OperationOutcomeError,
  preconditionFailed,
} from '@medplum/core';
import type {
  CreateResourceOptions,
  DeleteResourceOptions,
  ReadHistoryOptions,
  UpdateResourceOptions,
} from '@medplum/fhir-router';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { indexDefinitions } from './definitions.ts';
import { checkNotReferenced, checkReferences } from './references.ts';
import { searchStore } from './search.ts';
import type { Version } from './store.ts';
import { Store } from './store.ts';
import type { Switches } from './switches.ts';
import { refusalIssues } from './validate.ts';

// FHIR id; HAPI with ALPHANUMERIC client ids refuses purely numeric ones.
const CLIENT_ID = /^(?!\d+$)[A-Za-z0-9\-.]{1,64}$/;

export type WriteResult = 'created' | 'updated' | 'unchanged';

/**
 * MemoryRepository of @medplum/fhir-router with its gaps closed: validation, roll-back, one time stamp a transaction,
 * tombstones, conditional create, history. It keeps its own rows, because those of MemoryRepository are private,
 * mutable and cannot be rolled back. Not isolated: one request at a time.
 * Versions count 1, 2, 3 like HAPI's, an update without a change makes no new version (HAPI likewise).
 */
export class RegistryRepository extends MemoryRepository {
  readonly store = new Store();
  /** What the current request wrote, by `Type/id`. */
  readonly written = new Map<string, WriteResult>();
  private readonly switches: Switches;
  private readonly now: () => number;
  private readonly types = indexDefinitions();
  private stamp: string | undefined;
  private touched = new Set<string>();

  constructor(switches: Switches, now: () => number) {
    super();
    this.switches = switches;
    this.now = now;
  }

  override clear(): void {
    this.store.clear();
  }

  override async createResource<T extends Resource>(
    resource: T,
    options?: CreateResourceOptions,
    update = false,
  ): Promise<WithId<T>> {
    if (update) return this.updateResource(resource);
    const id = options?.assignedId && resource.id ? resource.id : this.generateId();
    return this.transaction(async () => this.write({ ...resource, id }, 'POST'));
  }

  override async updateResource<T extends Resource>(resource: T, options?: UpdateResourceOptions): Promise<WithId<T>> {
    const { id } = resource;
    if (!id || !CLIENT_ID.test(id)) throw new OperationOutcomeError(badRequest('Client-assigned id is not allowed'));
    return this.transaction(async () => {
      this.checkVersion(this.store.latest(resource.resourceType, id), options?.ifMatch);
      return this.write({ ...resource, id }, 'PUT');
    });
  }

  override async readResource<T extends Resource>(resourceType: string, id: string): Promise<T> {
    return deepClone(living(this.store.latest(resourceType, id)).resource) as Resource as T;
  }

  override async readVersion<T extends Resource>(resourceType: string, id: string, versionId: string): Promise<T> {
    const version = this.store.versions(resourceType, id).find(v => v.resource.meta?.versionId === versionId);
    return deepClone(living(version).resource) as Resource as T;
  }

  override async readHistory<T extends Resource>(
    resourceType: string,
    id: string,
    options?: ReadHistoryOptions,
  ): Promise<Bundle<T>> {
    const versions = this.store.versions(resourceType, id).toReversed();
    if (versions.length === 0) throw new OperationOutcomeError(notFound);
    const offset = options?.offset ?? 0;
    const page = versions.slice(offset, offset + (options?.limit ?? this.switches.maxPage));
    return {
      resourceType: 'Bundle',
      type: 'history',
      total: versions.length,
      entry: page.map(version => ({
        ...(version.method === 'DELETE' ? {} : { resource: deepClone(version.resource) as Resource as T }),
        request: { method: version.method, url: `${resourceType}/${id}` },
        response: {
          status: version.created ? '201' : '200',
          etag: `W/"${version.resource.meta?.versionId}"`,
          lastModified: version.resource.meta?.lastUpdated,
        },
      })),
    };
  }

  override async deleteResource(resourceType: string, id: string, options?: DeleteResourceOptions): Promise<void> {
    await this.transaction(async () => {
      const { resource } = living(this.store.latest(resourceType, id));
      this.checkVersion(this.store.latest(resourceType, id), options?.ifMatch);
      this.append({ resourceType: resource.resourceType, id } as Resource, 'DELETE', false);
      if (this.switches.referentialIntegrity) checkNotReferenced(`${resourceType}/${id}`, this.store);
    });
  }

  override async expungeResources(resourceType: string, ids: string[]): Promise<void> {
    for (const id of ids) this.store.expunge(resourceType, id);
  }

  /** Searches of bundles and conditional operations; pages of ordinary searches are cut by SearchPages. */
  override async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    const all = searchStore(this.store, request as SearchRequest, this.switches);
    const offset = request.offset ?? 0;
    const page = all.slice(offset, offset + Math.min(request.count ?? this.switches.maxPage, this.switches.maxPage));
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      total: all.length,
      entry: page.map(resource => ({
        resource: deepClone(resource) as Resource as WithId<T>,
        search: { mode: 'match' },
      })),
    };
  }

  override async conditionalCreate<T extends Resource>(
    resource: T,
    search: SearchRequest<T>,
    options?: CreateResourceOptions,
  ): Promise<{ resource: WithId<T>; outcome: OperationOutcome }> {
    const matches = searchStore(this.store, search as SearchRequest, this.switches);
    if (matches.length > 1) throw new OperationOutcomeError(multipleMatches);
    if (matches[0]) return { resource: deepClone(matches[0]) as Resource as WithId<T>, outcome: allOk };
    return { resource: await this.createResource(resource, options), outcome: created };
  }

  override async withTransaction<TResult>(callback: (repo: this) => Promise<TResult>): Promise<TResult> {
    return this.transaction(() => callback(this));
  }

  /** One roll-back, one `lastUpdated` and one check of references for everything inside. */
  private async transaction<TResult>(work: () => Promise<TResult>): Promise<TResult> {
    if (this.stamp) return work();
    this.stamp = new Date(this.now()).toISOString();
    this.touched.clear();
    const before = new Map(this.written);
    try {
      return await this.store.atomically(async () => {
        const result = await work();
        this.checkTouchedReferences();
        return result;
      });
    } catch (error) {
      this.written.clear();
      for (const [reference, outcome] of before) this.written.set(reference, outcome);
      throw error;
    } finally {
      this.stamp = undefined;
    }
  }

  private checkTouchedReferences(): void {
    if (!this.switches.referentialIntegrity) return;
    for (const reference of this.touched) {
      const [type = '', id = ''] = reference.split('/');
      const version = this.store.latest(type, id);
      if (version && version.method !== 'DELETE') checkReferences(version.resource, this.store, this.types);
    }
  }

  private checkVersion(latest: Version | undefined, ifMatch: string | undefined): void {
    if (!ifMatch || this.switches.ignoreIfMatch === true) return;
    const isCurrent = latest?.method !== 'DELETE' && latest?.resource.meta?.versionId === ifMatch;
    if (isCurrent) return;
    throw new OperationOutcomeError(
      this.switches.conflict409For412 ? conflict('The resource has changed since it was read') : preconditionFailed,
    );
  }

  private write<T extends Resource>(resource: WithId<T>, method: 'POST' | 'PUT'): WithId<T> {
    if (!this.types.has(resource.resourceType)) throw new OperationOutcomeError(badRequest('Unknown resource type'));
    if (resource.resourceType !== 'Binary') validate(resource);
    const latest = this.store.latest(resource.resourceType, resource.id);
    if (latest && latest.method !== 'DELETE' && isDeepStrictEqual(content(latest.resource), content(resource))) {
      this.written.set(`${resource.resourceType}/${resource.id}`, 'unchanged');
      return deepClone(latest.resource) as Resource as WithId<T>;
    }
    return this.append(resource, method, !latest || latest.method === 'DELETE') as WithId<T>;
  }

  private append<T extends Resource>(resource: T, method: Version['method'], isNew: boolean): T {
    const id = resource.id ?? '';
    const { versionId: _versionId, lastUpdated: _lastUpdated, ...meta } = resource.meta ?? {};
    const stored = deepClone({
      ...resource,
      id,
      meta: {
        ...meta,
        versionId: String(this.store.versions(resource.resourceType, id).length + 1),
        lastUpdated: this.stamp,
      },
    });
    this.store.append(
      { resource: stored, method, created: isNew, storedAt: performance.now() },
      this.switches.lateVisible,
    );
    this.touched.add(`${resource.resourceType}/${id}`);
    this.written.set(`${resource.resourceType}/${id}`, isNew ? 'created' : 'updated');
    return deepClone(stored);
  }
}

function living(version: Version | undefined): Version {
  if (!version) throw new OperationOutcomeError(notFound);
  if (version.method === 'DELETE') throw new OperationOutcomeError(gone);
  return version;
}

function validate(resource: Resource): void {
  const issue = refusalIssues(resource);
  if (issue.length > 0) throw new OperationOutcomeError({ resourceType: 'OperationOutcome', issue });
}

/** The resource without what the server itself writes. */
function content(resource: Resource): unknown {
  const { meta, ...rest } = resource;
  const { versionId: _versionId, lastUpdated: _lastUpdated, ...own } = meta ?? {};
  return JSON.parse(JSON.stringify({ ...rest, meta: own }));
}
