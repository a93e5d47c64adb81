/**
 * What a workstation may do at the registry, for nginx (njs) and for the tests: pure functions of the token's claims and
 * the request. Plain syntax: the njs of Debian 12 knows neither destructuring nor `??` nor a sound `?.`.
 */
/** Letter of `cruds` that reading needs on a type. */
const letterFor = id => (id === undefined ? 's' : 'r');

/** @param scope SMART scopes as granted, such as `system/Task.crus` */
function isCovered(scope, type, letter) {
  return scope.split(' ').some(each => {
    const match = /^system\/(\*|[A-Za-z]+)\.([cruds]+)$/.exec(each);
    return match !== null && (match[1] === '*' || match[1] === type) && match[2].includes(letter);
  });
}

/** Own resources carry the tag of the own facility; a Task is open to its two parties as well. */
function isOwn(resource, facility, fhirBase) {
  const system = `${fhirBase}/CodeSystem/facility`;
  const meta = resource.meta || {};
  const tags = meta.tag || [];
  if (tags.some(tag => tag.system === system && tag.code === facility)) return true;
  if (resource.resourceType !== 'Task') return false;
  const parties = [resource.requester || {}, resource.owner || {}];
  return parties.some(party => party.reference === `Organization/org-${facility}`);
}

/**
 * @param claims `facility`: code of the client's hospital; `scope`: SMART scopes as granted
 * @param request `path` below the FHIR base, without query; `body` as sent
 * @returns 200, 400 (unreadable) or 403
 */
function verdict(claims, request, fhirBase) {
  const method = request.method;
  const type = request.path.split('/')[0];
  const id = request.path.split('/')[1];
  if (method === 'GET' && (type === 'metadata' || type === '')) return 200; // '' with a query: the next page of a search
  if (method === 'PUT' && type === 'Binary') return isCovered(claims.scope, type, 'u') ? 200 : 403; // raw bytes carry no tag
  if (method === 'GET') return isCovered(claims.scope, type, letterFor(id)) ? 200 : 403;
  if (method !== 'PUT' && method !== 'POST') return 403; // the program neither patches nor deletes
  const resources = written(method, type, id, request.body);
  if (resources === null) return 400;
  const isAllowed = resources.every(
    resource => isCovered(claims.scope, resource.resourceType, 'u') && isOwn(resource, claims.facility, fhirBase),
  );
  return isAllowed && resources.length > 0 ? 200 : 403;
}

/** The resources that a request writes; empty where it does what no client may; null where it cannot be read. */
function written(method, type, id, body) {
  try {
    const parsed = JSON.parse(body);
    if (method === 'PUT') return parsed.resourceType === type && parsed.id === id ? [parsed] : [];
    if (method !== 'POST' || type !== '' || parsed.resourceType !== 'Bundle') return [];
    const entries = parsed.entry || [];
    return entries.every(isPut) ? entries.map(entry => entry.resource) : [];
  } catch (_error) {
    return null;
  }
}

/** `Type/id` of what an allowed request writes: what stands there now must be the client's own as well. */
function targets(request) {
  const parts = request.path.split('/');
  const resources = request.method === 'GET' ? [] : written(request.method, parts[0], parts[1], request.body) || [];
  return resources.map(resource => `${resource.resourceType}/${resource.id}`);
}

/** @param current the resource as it stands, as JSON */
function mayReplace(claims, current, fhirBase) {
  try {
    return isOwn(JSON.parse(current), claims.facility, fhirBase);
  } catch (_error) {
    return false;
  }
}

function isPut(entry) {
  const resource = entry.resource;
  const request = entry.request;
  if (!resource || !request || request.method !== 'PUT') return false;
  return request.url === `${resource.resourceType}/${resource.id}`;
}

export default { verdict, targets, mayReplace };
