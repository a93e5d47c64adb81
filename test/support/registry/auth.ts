import { randomUUID } from 'node:crypto';
import { forbidden, unauthorized } from '@medplum/core';
import type { Bundle } from '@medplum/fhirtypes';
import type { JWK } from 'jose';
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import type { Incoming, Outgoing } from './http-message.ts';
import { jsonAnswer, outcomeAnswer } from './http-message.ts';
import type { Switches } from './switches.ts';

/** How clients prove themselves: open, one static token, or SMART backend services with a public key per client. */
export type RegistryAuth =
  | { kind: 'none' }
  | { kind: 'bearer'; token: string }
  | { kind: 'smart'; clients: readonly { clientId: string; jwk: JWK }[] };

export const TOKEN_PATH = '/auth/token';

const ALGORITHMS = ['ES384', 'RS384'];
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const TOKEN_SECONDS = 300;
const MAX_ASSERTION_SECONDS = 300; // SMART: exp no later than five minutes ahead
const SCOPE = /^system\/(\*|[A-Za-z]+)\.(c?r?u?d?s?)$/;

interface Grant {
  expiresAtMs: number;
  scopes: readonly { type: string; letters: string }[];
}

/** Token endpoint and gate of the registry. */
export class AuthGate {
  private readonly auth: RegistryAuth;
  private readonly switches: Switches;
  private readonly now: () => number;
  private readonly grants = new Map<string, Grant>();
  private readonly usedJti = new Set<string>();

  constructor(auth: RegistryAuth, switches: Switches, now: () => number) {
    this.auth = auth;
    this.switches = switches;
    this.now = now;
  }

  get isSmart(): boolean {
    return this.auth.kind === 'smart';
  }

  /** Every token handed out so far answers 401 from now on. */
  revokeTokens(): void {
    this.grants.clear();
  }

  configuration(origin: string): Outgoing {
    return jsonAnswer(200, {
      token_endpoint: `${origin}${TOKEN_PATH}`,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
      grant_types_supported: ['client_credentials'],
      scopes_supported: ['system/*.cruds'],
      capabilities: ['client-confidential-asymmetric', 'permission-v2'],
    });
  }

  async token(origin: string, body: Buffer): Promise<Outgoing> {
    const form = new URLSearchParams(body.toString('utf8'));
    if (form.get('grant_type') !== 'client_credentials') return jsonAnswer(400, { error: 'unsupported_grant_type' });
    if (form.get('client_assertion_type') !== ASSERTION_TYPE) return jsonAnswer(400, { error: 'invalid_request' });
    const scopes = parseScopes(form.get('scope') ?? '');
    if (!scopes) return jsonAnswer(400, { error: 'invalid_scope' });
    const isKnown = !this.switches.refuseTokens && (await this.isValid(form.get('client_assertion') ?? '', origin));
    if (!isKnown) return jsonAnswer(401, { error: 'invalid_client' });
    const token = randomUUID();
    this.grants.set(token, { expiresAtMs: this.now() + TOKEN_SECONDS * 1000, scopes });
    return jsonAnswer(200, {
      access_token: token,
      token_type: 'bearer',
      expires_in: TOKEN_SECONDS,
      scope: form.get('scope'),
    });
  }

  /** @returns the refusal (401 or 403), or nothing when the request may pass */
  refusal(incoming: Incoming): Outgoing | undefined {
    if (this.auth.kind === 'none' || incoming.path === 'metadata') return undefined;
    const token = /^Bearer (\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1];
    if (this.auth.kind === 'bearer') return token === this.auth.token ? undefined : notAuthorised();
    const grant = token === undefined ? undefined : this.grants.get(token);
    if (!grant || grant.expiresAtMs <= this.now()) return notAuthorised();
    const isCovered = needs(incoming).every(need =>
      grant.scopes.some(
        scope => (scope.type === '*' || scope.type === need.type) && scope.letters.includes(need.letter),
      ),
    );
    return isCovered ? undefined : outcomeAnswer(forbidden);
  }

  private async isValid(assertion: string, origin: string): Promise<boolean> {
    if (this.auth.kind !== 'smart') return false;
    try {
      const { iss } = decodeJwt(assertion);
      const { kid, alg } = decodeProtectedHeader(assertion);
      const client = this.auth.clients.find(c => c.clientId === iss && c.jwk.kid === kid);
      if (!client || kid === undefined) return false;
      const { payload } = await jwtVerify(assertion, await importJWK(client.jwk, alg), {
        algorithms: ALGORITHMS,
        typ: 'JWT',
        issuer: client.clientId,
        subject: client.clientId,
        audience: `${origin}${TOKEN_PATH}`,
        requiredClaims: ['exp', 'jti'],
        currentDate: new Date(this.now()),
      });
      const isShort = (payload.exp ?? Number.POSITIVE_INFINITY) - this.now() / 1000 <= MAX_ASSERTION_SECONDS + 1;
      const jti = `${client.clientId} ${payload.jti}`;
      if (!isShort || this.usedJti.has(jti)) return false;
      this.usedJti.add(jti);
      return true;
    } catch {
      return false;
    }
  }
}

function notAuthorised(): Outgoing {
  return outcomeAnswer(unauthorized, { 'WWW-Authenticate': 'Bearer' });
}

function parseScopes(text: string): Grant['scopes'] | undefined {
  const scopes: { type: string; letters: string }[] = [];
  for (const part of text.split(' ').filter(Boolean)) {
    const match = SCOPE.exec(part);
    if (!match?.[1] || !match[2]) return undefined;
    scopes.push({ type: match[1], letters: match[2] });
  }
  return scopes.length > 0 ? scopes : undefined;
}

interface Need {
  type: string;
  letter: string;
}

/** Resource types and letters of `cruds` a request needs; a bundle needs those of its entries. */
function needs({ method, path, body }: Incoming): Need[] {
  const [type = '', second] = path.split('/');
  if (type !== '') return [{ type, letter: letterOf(method, second) }];
  if (method !== 'POST') return []; // a further page of a search that was allowed
  try {
    const bundle = JSON.parse(body.toString('utf8')) as Bundle;
    return (bundle.entry ?? []).map(({ request }) => {
      const [entryType = '', entrySecond] = (request?.url ?? '').split('?')[0]?.split('/') ?? [];
      return { type: entryType, letter: letterOf(request?.method ?? 'GET', entrySecond) };
    });
  } catch {
    return []; // not JSON: the endpoint answers 400
  }
}

function letterOf(method: string, second: string | undefined): string {
  if (method === 'GET') return second === undefined ? 's' : 'r';
  if (method === 'POST') return second === '_search' ? 's' : 'c';
  return method === 'DELETE' ? 'd' : 'u';
}
