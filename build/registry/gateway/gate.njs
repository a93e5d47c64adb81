import access from 'access.js';

/** Joins nginx with access.js: asks the token service whether the token is good, then what it may touch. */
const FHIR_BASE = process.env.FHIR_BASE;
const INTROSPECT_BODY = `client_id=${process.env.GATEWAY_CLIENT_ID}&client_secret=${process.env.GATEWAY_CLIENT_SECRET}&token=`;

function refuse(r, status, code, text) {
  r.headersOut['Content-Type'] = 'application/fhir+json; charset=utf-8';
  if (status === 401) r.headersOut['WWW-Authenticate'] = 'Bearer';
  const issue = [{ severity: 'error', code: code, diagnostics: text }];
  r.return(status, JSON.stringify({ resourceType: 'OperationOutcome', issue: issue }));
}

async function gate(r) {
  const found = /^Bearer (\S+)$/i.exec(r.headersIn.Authorization || '');
  const path = r.uri.replace(/^\/fhir\/?/, '').replace(/\/$/, '');
  if (r.method === 'GET' && path === 'metadata') return r.internalRedirect('@hapi');
  if (found === null) return refuse(r, 401, 'login', 'No token');
  const answer = await r.subrequest('/_introspect', {
    method: 'POST',
    body: INTROSPECT_BODY + encodeURIComponent(found[1]),
  });
  const claims = answer.status === 200 ? JSON.parse(answer.responseText) : { active: false };
  if (!claims.active || typeof claims.facility !== 'string') return refuse(r, 401, 'login', 'The token is not good');
  const isRaw = path.startsWith('Binary/');
  const request = { method: r.method, path: path, body: isRaw ? '' : r.requestText || '' };
  const client = { facility: claims.facility, scope: claims.scope || '' };
  const status = access.verdict(client, request, FHIR_BASE);
  if (status === 400) return refuse(r, 400, 'structure', 'The body cannot be read');
  if (status === 403) return refuse(r, 403, 'forbidden', 'Not within the rights of this client');
  const standing = await Promise.all(access.targets(request).map(target => r.subrequest(`/_current/${target}`)));
  const isForeign = now => now.status === 200 && !access.mayReplace(client, now.responseText, FHIR_BASE);
  if (standing.some(now => now.status >= 500)) return refuse(r, 503, 'transient', 'The registry does not answer');
  if (standing.some(isForeign)) return refuse(r, 403, 'forbidden', 'It belongs to another facility');
  return r.internalRedirect('@hapi');
}

export default { gate };
