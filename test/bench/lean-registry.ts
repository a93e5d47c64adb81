import { createServer } from 'node:http';
import type { Bundle, Resource, Task } from '@medplum/fhirtypes';

/**
 * A registry that does next to nothing, for what the embedded one is too slow for: the drain of 10,000 referrals. It takes
 * the same bytes and gives the same answers (404 for a Task that is not there, one 201 with version and time for each entry,
 * searches by id and time), but checks nothing and keeps the Tasks only. Prints its address
 * and where the milliseconds stand at which each Task came.
 */
const FHIR_BASE = 'https://ganqiao.example/fhir';
const tasks = new Map<string, Task>();
const times: number[] = [];

const epoch: Resource = {
  resourceType: 'Basic',
  id: 'ganqiao-registry',
  meta: { versionId: '1', lastUpdated: new Date().toISOString() },
  identifier: [
    { system: `${FHIR_BASE}/sid/registry-epoch`, value: 'lean' },
    { system: `${FHIR_BASE}/sid/registry-training`, value: 'training' },
  ],
  code: { coding: [{ system: `${FHIR_BASE}/CodeSystem/app`, code: 'registry' }] },
};

function transaction({ entry = [] }: Bundle): Bundle {
  const lastUpdated = new Date().toISOString();
  for (const { resource } of entry) {
    if (resource?.resourceType !== 'Task' || !resource.id) continue;
    tasks.set(resource.id, { ...resource, meta: { ...resource.meta, versionId: '1', lastUpdated } });
    times.push(performance.now());
  }
  return {
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: entry.map(({ resource }) => ({
      response: {
        status: '201 Created',
        location: `${resource?.resourceType}/${resource?.id}/_history/1`,
        etag: 'W/"1"',
        lastModified: lastUpdated,
      },
    })),
  };
}

function search(type: string, query: URLSearchParams): Bundle {
  const ids = query.get('_id')?.split(',');
  const since = (query.get('_lastUpdated') ?? '').replace(/^ge/, '');
  const offset = Number(query.get('_offset') ?? '0');
  const count = Number(query.get('_count') ?? '100');
  const found =
    type === 'Task'
      ? [...(ids ? ids.flatMap(id => tasks.get(id) ?? []) : tasks.values())].filter(
          ({ meta }) => since === '' || Date.parse(meta?.lastUpdated ?? '') >= Date.parse(since),
        )
      : [];
  const further = new URLSearchParams([...query].filter(([name]) => name !== '_offset'));
  further.set('_offset', String(offset + count));
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    entry: found.slice(offset, offset + count).map(resource => ({ resource })),
    ...(offset + count < found.length ? { link: [{ relation: 'next', url: `${base}/${type}?${further}` }] } : {}),
  };
}

function answer(method: string, path: string, query: URLSearchParams, body: Buffer): Resource | null {
  const [type = '', id] = path.split('/');
  if (method === 'POST' && path === '') return transaction(JSON.parse(body.toString('utf8')) as Bundle);
  if (type === 'Basic') return epoch;
  if (id === undefined) return search(type, query);
  return tasks.get(id) ?? null;
}

const NOT_FOUND: Resource = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'not-found', diagnostics: 'Not found' }],
};

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const url = new URL(request.url ?? '/', base);
  if (url.pathname === '/times') {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(times));
    return;
  }
  const path = url.pathname.replace(/^\/fhir\/?/, '');
  const found = answer(request.method ?? 'GET', path, url.searchParams, Buffer.concat(chunks));
  response.writeHead(found ? 200 : 404, {
    'Content-Type': 'application/fhir+json; charset=utf-8',
    ...(found?.meta?.versionId ? { ETag: `W/"${found.meta.versionId}"` } : {}),
  });
  response.end(JSON.stringify(found ?? NOT_FOUND));
});
let base = 'http://127.0.0.1';
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/fhir`;
  console.log(JSON.stringify({ url: base, times: base.replace(/fhir$/, 'times') }));
});
