import access from 'access.js';
import fs from 'fs';

/** Joins nginx with access.js: asks the token service whether the token is good, then what it may touch. */
const FHIR_BASE = process.env.FHIR_BASE;
const INTROSPECT_BODY = `client_id=${process.env.GATEWAY_CLIENT_ID}&client_secret=${process.env.GATEWAY_CLIENT_SECRET}&token=`;

function refuse(r, status, code, text) {
  r.headersOut['Content-Type'] = 'application/fhir+json; charset=utf-8';
  if (status === 401) r.headersOut['WWW-Authenticate'] = 'Bearer';
  const issue = [{ severity: 'error', code, diagnostics: text }];
  r.return(status, JSON.stringify({ resourceType: 'OperationOutcome', issue }));
}

function bodyOf(r) {
  if (r.variables.request_body_file) return fs.readFileSync(r.variables.request_body_file, 'utf8');
  return r.requestText ?? '';
}

async function gate(r) {
  const token = /^Bearer (\S+)$/i.exec(r.headersIn.Authorization ?? '')?.[1];
  const path = r.uri.replace(/^\/fhir\/?/, '').replace(/\/$/, '');
  if (r.method === 'GET' && path === 'metadata') return r.internalRedirect('@hapi');
  if (token === undefined) return refuse(r, 401, 'login', 'No token');
  const answer = await r.subrequest('/_introspect', {
    method: 'POST',
    body: INTROSPECT_BODY + encodeURIComponent(token),
  });
  const claims = answer.status === 200 ? JSON.parse(answer.responseText) : { active: false };
  if (!claims.active || typeof claims.facility !== 'string') return refuse(r, 401, 'login', 'The token is not good');
  const isRaw = path.startsWith('Binary/');
  const request = { method: r.method, path, body: isRaw ? '' : bodyOf(r) };
  const status = access.verdict({ facility: claims.facility, scope: claims.scope ?? '' }, request, FHIR_BASE);
  if (status === 400) return refuse(r, 400, 'structure', 'The body cannot be read');
  if (status === 403) return refuse(r, 403, 'forbidden', 'Not within the rights of this client');
  return r.internalRedirect('@hapi');
}

export default { gate };
