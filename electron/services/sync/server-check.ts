import type { Basic } from '@medplum/fhirtypes';
import type { ResetReason } from '../../../shared/contract/transfer.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import type { Reader } from '../database/store.ts';
import { PROGRAM, type Write } from '../database/unit-of-work.ts';
import type { Clock } from '../ports.ts';
import type { Reason } from './reasons.ts';
import type { Failure, RegistryClient } from './registry-client.ts';
import { isReset, markReset, serverRow, updateServer } from './server-row.ts';

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
 * one that was wiped, restored or exchanged is left alone until an administrator has decided.
 */
export function createServerCheck({ read, write, clock, client, validMs, ...site }: CheckOptions): ServerCheck {
  let validUntilMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<{ ok: true } | Failure> | null = null;

  function inDoubt(why: ResetReason, serverDate: string | null): Failure {
    write(PROGRAM, { action: 'sync.registry', subject: null, reason: null }, tx => markReset(tx, site.baseUrl, why));
    return refusal('registry-reset', serverDate);
  }

  async function ask(): Promise<{ ok: true } | Failure> {
    const answer = await readMarkOf(client, site.fhirBase);
    if (!answer.ok) return answer;
    const { mark, serverDate } = answer;
    if (mark.training !== site.training) return refusal('training-mismatch', serverDate);
    const known = serverRow(read, site.baseUrl)?.epoch ?? null;
    const epoch = mark.epoch ?? NO_EPOCH;
    if (known === null && isStrange(read, site.baseUrl, epoch)) return inDoubt('other-registry', serverDate);
    if (known !== null && known !== NO_EPOCH && epoch !== known) return inDoubt('epoch', serverDate);
    if (epoch !== known) acceptEpoch(write, site.baseUrl, epoch);
    validUntilMs = clock.monotonicMs() + validMs;
    return { ok: true };
  }

  return {
    async ensure() {
      if (isReset(read, site.baseUrl)) return refusal('registry-reset', null);
      if (clock.monotonicMs() < validUntilMs) return { ok: true };
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
  };
}

/** What the operator has written about the registry; nothing at all where there is no such resource. */
export async function readMarkOf(
  client: RegistryClient,
  fhirBase: string,
): Promise<{ ok: true; mark: RegistryMark; serverDate: string | null } | Failure> {
  const answer = await client.read<Basic>('Basic', REGISTRY_MARK_ID);
  if (!answer.ok) return answer;
  const mark = 'absent' in answer ? { epoch: null, training: false } : readMark(answer.resource, fhirBase);
  return { ok: true, mark, serverDate: answer.serverDate };
}

/** An accepted registry that carries no epoch. */
export const NO_EPOCH = '';

/** Never seen before, though another one has acknowledged referrals of ours; a mere change of address keeps its epoch. */
function isStrange(read: Reader, baseUrl: string, epoch: string): boolean {
  const { query } = read;
  const others = read.all(query.selectFrom('server').select('epoch').where('base_url', '!=', baseUrl));
  const isMoved = epoch !== NO_EPOCH && others.some(other => other.epoch === epoch);
  const wasElsewhere = others.some(other => other.epoch !== null);
  const acked = query.selectFrom('outbox').select('seq').where('step', '=', 'bundle').where('state', '=', 'acked');
  return !isMoved && wasElsewhere && read.first(acked.limit(1)) !== undefined;
}

export const refusal = (reason: Reason, serverDate: string | null): Failure => ({
  ok: false,
  reason,
  httpStatus: null,
  retryAfterMs: null,
  detail: '',
  serverDate,
});

function acceptEpoch(write: Write, baseUrl: string, epoch: string): void {
  write(PROGRAM, { action: 'sync.registry', subject: null, reason: null }, tx => updateServer(tx, baseUrl, { epoch }));
}
