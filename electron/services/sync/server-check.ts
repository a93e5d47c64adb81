import type { Basic } from '@medplum/fhirtypes';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import type { ServerRow } from '../database/schema.ts';
import type { Reader } from '../database/store.ts';
import { PROGRAM, type Transaction, type Write } from '../database/unit-of-work.ts';
import type { Clock } from '../ports.ts';
import type { Reason } from './reasons.ts';
import type { Failure, RegistryClient } from './registry-client.ts';

/** Written by the registry's operator: its epoch, and the mark of a training registry. */
export const REGISTRY_MARK_ID = 'ganqiao-registry';

export interface RegistryMark {
  epoch: string | null;
  training: boolean;
}

export function readMark(basic: Basic, fhirBase: string): RegistryMark {
  const { sid } = fhirUris(fhirBase);
  const identifiers = basic.identifier ?? [];
  return {
    epoch: identifiers.find(identifier => identifier.system === sid.registryEpoch)?.value ?? null,
    training: identifiers.some(identifier => identifier.system === sid.registryTraining),
  };
}

export interface ServerCheck {
  /** Nothing is sent or fetched before this is ok. Asks again after `validMs`. */
  ensure(): Promise<{ ok: true } | Failure>;
}

interface CheckOptions {
  read: Reader;
  write: Write;
  clock: Clock;
  client: RegistryClient;
  baseUrl: string;
  fhirBase: string;
  /** Whether this is a training site. */
  training: boolean;
  validMs: number;
}

/**
 * Proves that the server is the registry we know: a training site never talks to a real registry nor the reverse, and
 * a registry that was wiped or restored (its epoch changed) is left alone until an administrator has decided.
 */
export function createServerCheck({ read, write, clock, client, validMs, ...site }: CheckOptions): ServerCheck {
  let validUntilMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<{ ok: true } | Failure> | null = null;

  const knownEpoch = () =>
    read.first(read.query.selectFrom('server').select('epoch').where('base_url', '=', site.baseUrl))?.epoch ?? null;

  async function ask(): Promise<{ ok: true } | Failure> {
    const answer = await client.read<Basic>('Basic', REGISTRY_MARK_ID);
    if (!answer.ok) return answer;
    const mark = 'absent' in answer ? { epoch: null, training: false } : readMark(answer.resource, site.fhirBase);
    const known = knownEpoch();
    if (known !== null && mark.epoch !== known) return refusal('registry-reset', answer.serverDate);
    if (mark.training !== site.training) return refusal('training-mismatch', answer.serverDate);
    if (known === null && mark.epoch !== null) rememberEpoch(write, site.baseUrl, mark.epoch);
    validUntilMs = clock.monotonicMs() + validMs;
    return { ok: true };
  }

  return {
    async ensure() {
      if (clock.monotonicMs() < validUntilMs) return { ok: true };
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
  };
}

const refusal = (reason: Reason, serverDate: string | null): Failure => ({
  ok: false,
  reason,
  httpStatus: null,
  retryAfterMs: null,
  detail: '',
  serverDate,
});

function rememberEpoch(write: Write, baseUrl: string, epoch: string): void {
  write(PROGRAM, { action: 'sync.registry', subject: null, reason: null }, tx => {
    updateServer(tx, baseUrl, { epoch });
  });
}

/** Changes the row of a server, making it where there is none. */
export function updateServer(tx: Transaction, baseUrl: string, change: Partial<ServerRow>): void {
  if (tx.bookkeeping.update('server', { base_url: baseUrl }, change) > 0) return;
  tx.bookkeeping.put('server', {
    base_url: baseUrl,
    epoch: null,
    date_offset_ms: 0,
    capability_json: '{}',
    last_complete_at: null,
    last_answer_at: null,
    last_error: null,
    ...change,
  });
}
