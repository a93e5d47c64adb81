import type { Resource } from '@medplum/fhirtypes';
import type { RegistryAuth } from './auth.ts';
import { AuthGate } from './auth.ts';
import { FhirEndpoint } from './fhir-endpoint.ts';
import type { LoggedRequest } from './http-server.ts';
import { FHIR_PATH, RegistryServer } from './http-server.ts';
import type { SeedOrganization } from './operator.ts';
import { seedOrganizations, writeEpoch } from './operator.ts';
import { RegistryRepository } from './repository.ts';
import { SearchPages } from './search-pages.ts';
import type { Snapshot } from './store.ts';
import type { Switches } from './switches.ts';
import { defaultSwitches } from './switches.ts';

export interface RegistryOptions {
  /** 0 or absent: a free port. */
  port?: number;
  /** Puts the `registry-training` identifier on the epoch resource. */
  training?: boolean;
  organizations?: readonly SeedOrganization[];
  auth?: RegistryAuth;
  /** URI base of identifiers, `https://ganqiao.example/fhir` unless the alliance has its own. */
  fhirBase?: string;
  /** Clock in milliseconds, Date.now unless a test brings its own. */
  clock?: () => number;
  switches?: Partial<Switches>;
}

export interface Registry {
  /** FHIR base, e.g. `http://127.0.0.1:40123/fhir`. */
  readonly url: string;
  readonly port: number;
  /** Live: change a field and the next request sees it. */
  readonly switches: Switches;
  /** Stops listening and cuts open connections; the data stay. */
  down(): Promise<void>;
  /** Listens again on the same port. */
  up(): Promise<void>;
  close(): Promise<void>;
  /** Empties the store, Organizations and epoch included: what a client sees after a wipe (F31). */
  wipe(): Promise<void>;
  /** Operator's set-up: Organizations of the options and a fresh epoch. @returns the epoch */
  prepare(): Promise<string>;
  /** @returns the new epoch */
  renewEpoch(): Promise<string>;
  snapshot(): Promise<Snapshot>;
  restore(snapshot: Snapshot): Promise<void>;
  seedOrganizations(organizations: readonly SeedOrganization[]): Promise<void>;
  /** Current content, undefined when absent or deleted. A copy. */
  read<T extends Resource = Resource>(type: T['resourceType'], id: string): T | undefined;
  /** Current content of a type. Copies. */
  all<T extends Resource = Resource>(type: T['resourceType']): T[];
  /** Every stored version, oldest first, deletions left out. Copies. */
  versions<T extends Resource = Resource>(type: T['resourceType'], id: string): T[];
  /** Removes a resource without trace: 404, where DELETE leaves a 410. */
  expunge(type: string, id: string): Promise<void>;
  /** Shows searches what was written under `lateVisible`. */
  revealLate(): void;
  /** Every access token handed out so far answers 401. */
  revokeTokens(): void;
  /** Method, path with query and status of each request since the start or the last `clearRequests`. */
  requests(): LoggedRequest[];
  clearRequests(): void;
}

const DEFAULT_FHIR_BASE = 'https://ganqiao.example/fhir';

/** Starts a FHIR R4 registry on loopback; the first start of a process takes about one second for the definitions. */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const switches: Switches = { ...defaultSwitches(), ...options.switches };
  const clock = options.clock ?? Date.now;
  const now = () => clock() + switches.clockOffsetMs;
  const fhirBase = options.fhirBase ?? DEFAULT_FHIR_BASE;
  const repository = new RegistryRepository(switches, now);
  const { store } = repository;
  const pages = new SearchPages(store, switches);
  const gate = new AuthGate(options.auth ?? { kind: 'none' }, switches, now);
  const endpoint = new FhirEndpoint(repository, pages, switches, { now, isSmart: gate.isSmart });
  const server = new RegistryServer(endpoint, gate, switches, now);

  const renewEpoch = () => server.betweenRequests(() => writeEpoch(repository, fhirBase, options.training ?? false));
  const seed = (organizations: readonly SeedOrganization[]) =>
    server.betweenRequests(() => seedOrganizations(repository, organizations, fhirBase));
  const prepare = async () => {
    await seed(options.organizations ?? []);
    return renewEpoch();
  };
  await prepare();
  await server.listen(options.port ?? 0);
  const { port } = server;

  return {
    url: `http://127.0.0.1:${port}${FHIR_PATH}`,
    port,
    switches,
    down: () => server.stop(),
    up: () => server.listen(port),
    close: () => server.stop(),
    wipe: () =>
      server.betweenRequests(async () => {
        store.clear();
        pages.clear();
      }),
    prepare,
    renewEpoch,
    snapshot: () => server.betweenRequests(async () => store.snapshot()),
    restore: snapshot =>
      server.betweenRequests(async () => {
        store.restore(snapshot);
        pages.clear();
      }),
    seedOrganizations: seed,
    read: <T extends Resource>(type: T['resourceType'], id: string) => {
      const version = store.latest(type, id);
      if (!version || version.method === 'DELETE') return undefined;
      return structuredClone(version.resource) as Resource as T;
    },
    all: <T extends Resource>(type: T['resourceType']) =>
      [...store.living(type)].map(resource => structuredClone(resource) as Resource as T),
    versions: <T extends Resource>(type: T['resourceType'], id: string) =>
      store
        .versions(type, id)
        .filter(version => version.method !== 'DELETE')
        .map(version => structuredClone(version.resource) as Resource as T),
    expunge: (type, id) => server.betweenRequests(async () => store.expunge(type, id)),
    revealLate: () => store.revealLate(),
    revokeTokens: () => gate.revokeTokens(),
    requests: () => server.log.map(entry => ({ ...entry })),
    clearRequests: () => {
      server.log.length = 0;
    },
  };
}
