/**
 * What a workstation may do at the registry, for nginx (njs) and for the tests: pure functions of the token's claims and
 * the request. `facility`: code of the client's hospital; `scope`: SMART scopes as granted.
 */
const TASK_PARTIES = ['requester', 'owner'];

/** Letter of `cruds` that a request needs on a type. */
function letterFor(method, id) {
  if (method === 'GET') return id === undefined ? 's' : 'r';
  return method === 'PUT' ? 'u' : 'x'; // the program neither creates by POST nor patches nor deletes
}

function isCovered(scope, type, letter) {
  return scope.split(' ').some(each => {
    const match = /^system\/(\*|[A-Za-z]+)\.([cruds]+)$/.exec(each);
    return match !== null && (match[1] === '*' || match[1] === type) && match[2].includes(letter);
  });
}

/** Own resources carry the tag of the own facility; a Task is open to its two parties as well. */
function isOwn(resource, facility, fhirBase) {
  const system = `${fhirBase}/CodeSystem/facility`;
  const tags = resource.meta?.tag ?? [];
  if (tags.some(tag => tag.system === system && tag.code === facility)) return true;
  if (resource.resourceType !== 'Task') return false;
  return TASK_PARTIES.some(party => resource[party]?.reference === `Organization/org-${facility}`);
}

/**
 * @param request `path` below the FHIR base, without query; `body` as sent
 * @returns 200, 400 (unreadable) or 403
 */
function verdict({ facility, scope }, { method, path, body }, fhirBase) {
  const [type = '', id] = path.split('/');
  if (method === 'GET' && (type === 'metadata' || type === '')) return 200; // '' with a query: the next page of a search
  if (method === 'PUT' && type === 'Binary') return isCovered(scope, type, 'u') ? 200 : 403; // raw bytes carry no tag
  if (method === 'GET') return isCovered(scope, type, letterFor(method, id)) ? 200 : 403;
  const resources = written(method, type, id, body);
  if (resources === null) return 400;
  const isAllowed = resources.every(
    resource => isCovered(scope, resource.resourceType, 'u') && isOwn(resource, facility, fhirBase),
  );
  return isAllowed && resources.length > 0 ? 200 : 403;
}

/** The resources that a request writes; empty where it does what no client may; null where it cannot be read. */
function written(method, type, id, body) {
  try {
    const parsed = JSON.parse(body);
    if (method === 'PUT') return parsed.resourceType === type && parsed.id === id ? [parsed] : [];
    if (method !== 'POST' || type !== '' || parsed.resourceType !== 'Bundle') return [];
    const entries = parsed.entry ?? [];
    const arePuts = entries.every(
      ({ resource, request }) =>
        request?.method === 'PUT' && request.url === `${resource?.resourceType}/${resource?.id}`,
    );
    return arePuts ? entries.map(({ resource }) => resource) : [];
  } catch {
    return null;
  }
}

export default { verdict };
