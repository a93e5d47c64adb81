import type { Clock, Ids } from '../ports.ts';
import { type HttpAnswer, HttpFailure, type HttpPort, type HttpRequest } from './http.ts';
import type { RegistrySetting } from './registry-settings.ts';
import { createSmartTokens, type SmartTokens } from './smart-tokens.ts';
import { isListedHost } from './url-policy.ts';

interface LinePorts {
  http: HttpPort;
  clock: Clock;
  ids: Ids;
}

/** The network as this workstation may use it for one registry: listed hosts only, and with its proof of who it is. */
export function createRegistryLine({ http, clock, ids }: LinePorts, setting: RegistrySetting): HttpPort {
  const tokens = tokensFor({ http: listed, clock, ids }, setting);

  function listed(request: HttpRequest): Promise<HttpAnswer> {
    if (!isListedHost(request.url, setting.allowedHosts)) return Promise.reject(new HttpFailure('address-refused'));
    return http.request(request).then(certificateAsked);
  }

  return {
    async request(request) {
      if (!tokens) return listed(request);
      const answer = await listed(bearing(request, await tokens.get()));
      if (answer.status !== 401 || !tokens.forget()) return answer;
      return listed(bearing(request, await tokens.get()));
    },
    close: () => http.close(),
  };
}

/** nginx speaks of a client certificate in a page of its own, below HTTP's usual statuses. */
function certificateAsked(answer: HttpAnswer): HttpAnswer {
  const isPage = answer.status === 400 && /^text\/html\b/i.test(answer.headers['content-type'] ?? '');
  const isAsked = isPage && /SSL certificate (was sent|error)/.test(answer.body.toString('utf8'));
  if (isAsked || answer.status === 495 || answer.status === 496) throw new HttpFailure('client-certificate');
  return answer;
}

const bearing = (request: HttpRequest, token: string): HttpRequest => ({
  ...request,
  headers: { ...request.headers, Authorization: `Bearer ${token}` },
});

function tokensFor(
  { http, ...ports }: { http: HttpPort['request']; clock: Clock; ids: Ids },
  { auth, baseUrl, clientKey, allowedHosts }: RegistrySetting,
): SmartTokens | null {
  if (auth.mode === 'bearer') return { get: async () => auth.token, forget: () => false };
  if (auth.mode !== 'smart') return null;
  if (!clientKey) return { get: () => Promise.reject(new HttpFailure('auth')), forget: () => false };
  return createSmartTokens({ ...ports, request: http, baseUrl, clientId: auth.clientId, clientKey, allowedHosts });
}
