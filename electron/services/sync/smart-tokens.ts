import { importJWK, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock, Ids } from '../ports.ts';
import type { ClientKey } from './client-key.ts';
import { type HttpAnswer, HttpFailure, type HttpPort } from './http.ts';
import { isAllowedRegistryUrl, isSameOrigin } from './url-policy.ts';

/** Access tokens for a registry. */
export interface SmartTokens {
  /** @throws HttpFailure where none can be had */
  get(): Promise<string>;
  /** The last one was refused. @returns whether another could be had */
  forget(): boolean;
}

interface SmartOptions {
  request: HttpPort['request'];
  clock: Clock;
  ids: Ids;
  baseUrl: string;
  clientId: string;
  clientKey: ClientKey;
  allowedHosts: readonly string[];
}

const TIMEOUT_MS = 30_000;
/** SMART allows five minutes. One less: a registry whose clock is a minute behind ours still takes it. */
const ASSERTION_SECONDS = 240;
/** Beyond this the clock may be why a client was refused. */
const CLOCK_DOUBT_MS = 60_000;
/** A token is given up this long before its end, so that it does not end on the way. */
const SPARE_SECONDS = 30;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What this workstation does at the registry, and no more: it deletes nothing and reads no list of patients. */
const WRITTEN = ['Patient', 'Practitioner', 'PractitionerRole', 'Consent', 'Condition', 'Observation', 'Procedure'];
const WRITTEN_TOO = ['MedicationStatement', 'ServiceRequest', 'DocumentReference', 'Binary'];
export const SMART_SCOPE = [
  ...[...WRITTEN, ...WRITTEN_TOO].map(type => `system/${type}.cru`),
  ...['Task', 'Communication'].map(type => `system/${type}.crus`),
  ...['Organization', 'Basic'].map(type => `system/${type}.r`),
].join(' ');

const Configuration = z.looseObject({ token_endpoint: z.url() });
const Token = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().optional() });
const Refusal = z.looseObject({ error: z.string().regex(/^[a-z_]{1,40}$/) });

/**
 * SMART backend services (https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html): a JWT signed with
 * this workstation's key buys a token that holds for minutes. A workstation with a wrong clock would sign what is not
 * valid yet or no longer; where that is likely it signs once more with the server's time.
 */
export function createSmartTokens(options: SmartOptions): SmartTokens {
  const { request, clock, ids, baseUrl, clientId, clientKey, allowedHosts } = options;
  let held: { token: string; untilMs: number } | null = null;
  let asking: Promise<string> | null = null;

  async function ask(): Promise<string> {
    const endpoint = await tokenEndpoint();
    let { answer, offsetMs } = await askAt(endpoint, 0);
    if (isInvalidClient(answer) && Math.abs(offsetMs) > CLOCK_DOUBT_MS) {
      ({ answer, offsetMs } = await askAt(endpoint, offsetMs));
    }
    const granted = answer.status === 200 ? Token.safeParse(json(answer)).data : undefined;
    if (!granted) throw refused(answer);
    const seconds = Math.max(0, (granted.expires_in ?? 0) - SPARE_SECONDS);
    held = { token: granted.access_token, untilMs: clock.monotonicMs() + seconds * 1000 };
    return granted.access_token;
  }

  /** Where tokens are had, as the registry says: on itself or on a host of the administrator's list. */
  async function tokenEndpoint(): Promise<string> {
    const url = `${baseUrl}/.well-known/smart-configuration`;
    const headers = { Accept: 'application/json', 'Cache-Control': 'no-cache' };
    const answer = await request({ method: 'GET', url, headers, body: null, timeoutMs: TIMEOUT_MS });
    const found = answer.status === 200 ? Configuration.safeParse(json(answer)).data : undefined;
    if (!found) throw answer.status === 404 ? new HttpFailure('auth', 'no-smart-configuration') : refused(answer);
    const endpoint = found.token_endpoint;
    const isTrusted = isSameOrigin(baseUrl, endpoint) || allowedHosts.includes(new URL(endpoint).host);
    if (!isTrusted || !isAllowedRegistryUrl(endpoint)) throw new HttpFailure('address-refused');
    return endpoint;
  }

  async function askAt(endpoint: string, shiftMs: number): Promise<{ answer: HttpAnswer; offsetMs: number }> {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: SMART_SCOPE,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: await assertion(endpoint, shiftMs),
    });
    const answer = await request({
      method: 'POST',
      url: endpoint,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
      body: Buffer.from(form.toString(), 'utf8'),
      timeoutMs: TIMEOUT_MS,
    });
    const serverMs = Date.parse(answer.headers.date ?? '');
    return { answer, offsetMs: Number.isNaN(serverMs) ? 0 : serverMs - Date.parse(clock.now()) };
  }

  async function assertion(audience: string, shiftMs: number): Promise<string> {
    const nowSeconds = Math.floor((Date.parse(clock.now()) + shiftMs) / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: 'ES384', kid: clientKey.kid, typ: 'JWT' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(audience)
      .setExpirationTime(nowSeconds + ASSERTION_SECONDS)
      .setJti(ids.uuid())
      .sign(await importJWK(clientKey.privateKey, 'ES384'));
  }

  return {
    async get() {
      if (held && clock.monotonicMs() < held.untilMs) return held.token;
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
    forget() {
      held = null;
      return true;
    },
  };
}

function json({ body }: HttpAnswer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

const isInvalidClient = (answer: HttpAnswer): boolean =>
  (answer.status === 400 || answer.status === 401) && Refusal.safeParse(json(answer)).data?.error === 'invalid_client';

function refused(answer: HttpAnswer): HttpFailure {
  const { status } = answer;
  if (status === 407) return new HttpFailure('proxy');
  if (status === 408 || status === 429 || status >= 500) return new HttpFailure('server-busy');
  const refusal = Refusal.safeParse(json(answer)).data;
  if (refusal) return new HttpFailure('auth', refusal.error);
  return new HttpFailure(status === 401 || status === 403 ? 'auth' : 'not-the-registry');
}
