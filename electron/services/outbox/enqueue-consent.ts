import type { Consent } from '@medplum/fhirtypes';
import { toConsents } from '../../../shared/fhir/consent.ts';
import { toDocumentReference } from '../../../shared/fhir/document-reference.ts';
import type { SignedPacket } from '../../../shared/fhir/service-request.ts';
import { PAYLOAD_FORMAT } from '../../../shared/fhir/writing.ts';
import type { Id, Instant } from '../../../shared/records/time.ts';
import { maySendByNetwork } from '../../../shared/referral/completeness.ts';
import type { ConsentScope } from '../../../shared/referral/consent-withdrawal.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { Ids } from '../ports.ts';
import { withdrawnScopes } from '../referrals/consent-withdrawals.ts';
import { dropRegistryOnly } from './enqueue-registry-only.ts';
import { enqueueWithdrawal } from './enqueue-task-move.ts';
import { headOf, rowsOf } from './rows.ts';
import { jsonBytes, resourceMarks, sha1, sha256, writingFor } from './wire.ts';

const CONSENT_PRIORITY = 0; // a person's right waits for nothing
const SCAN_PRIORITY = 20; // behind every letter

export interface WithdrawnConsent {
  /** The packet that was signed last. */
  packet: SignedPacket;
  scope: ConsentScope;
  at: Instant;
  reason: string;
}

/**
 * Tells the registry that a consent no longer holds, after the event was written in the same transaction: the Consent
 * becomes `inactive`, whatever else waits, and what was for the registry only and is unsent stays here. `care` also takes the referral back, so that what is unsent stays here.
 * @returns `never-sent` where nothing has left this computer: then nothing is to be told
 */
export function enqueueConsentWithdrawal(
  tx: Transaction,
  ids: Ids,
  withdrawn: WithdrawnConsent,
): 'queued' | 'never-sent' {
  const { packet, scope, at, reason } = withdrawn;
  const head = headOf(rowsOf(tx.read, [packet.referralId]));
  const isOut = head !== undefined && (head.sent_at !== null || head.state === 'acked') && head.state !== 'dead';
  // A referral that still waits carries the consent as it was signed: only its withdrawal behind it can say otherwise.
  const willGo = isOut || (head !== undefined && scope === 'registry' && head.state !== 'superseded');
  if (willGo)
    for (const consent of consentsOf(tx, packet, null))
      if (isOf(consent, scope)) enqueueConsent(tx, ids, packet, consent, null);
  dropRegistryOnly(tx, packet.referralId);
  if (scope === 'care')
    enqueueWithdrawal(tx, ids, {
      ...{ referralId: packet.referralId, site: packet.facility.code, at, reason },
      to: 'withdrawn',
    });
  return willGo ? 'queued' : 'never-sent';
}

/** The scan of a signed consent: bytes, DocumentReference, then the Consents that name it as their source. */
export function enqueueConsentScan(
  tx: Transaction,
  ids: Ids,
  { packet, doctorId, scan }: { packet: SignedPacket; doctorId: Id; scan: Scan },
): void {
  if (!maySendByNetwork(packet.form) || withdrawnScopes(tx.read, packet.referralId).includes('care')) return;
  const head = rowsOf(tx.read, [packet.referralId]).findLast(
    row => row.step === 'bundle' && row.state !== 'superseded',
  );
  if (!head) return;
  const hash = sha256(scan.bytes);
  const shared = { stream_id: packet.referralId, payload_format: PAYLOAD_FORMAT, priority: SCAN_PRIORITY };
  const binary = tx.enqueue({
    ...shared,
    op_id: ids.uuid(),
    step: 'binary',
    resource_type: 'Binary',
    resource_id: scan.id,
    depends_on: head.seq,
    payload: jsonBytes({ documentId: scan.id, contentType: scan.contentType, sha256: hash }),
    resources: [{ type: 'Binary', id: scan.id, sha256: hash }],
  });
  const document = toDocumentReference(
    {
      ...{ id: scan.id, referralId: packet.referralId, doctorId, kind: 'consent', title: scan.title },
      ...{ contentType: scan.contentType, sizeBytes: scan.bytes.length, sha1: sha1(scan.bytes), sha256: hash },
      ...{ createdAt: scan.createdAt, replaces: null, rev: 1 },
    },
    writingFor(tx.read, packet),
  );
  const placed = tx.enqueue({
    ...shared,
    op_id: ids.uuid(),
    step: 'document',
    resource_type: 'DocumentReference',
    resource_id: scan.id,
    depends_on: binary,
    payload: jsonBytes(document),
    resources: resourceMarks([document]),
  });
  for (const consent of consentsOf(tx, packet, scan.id)) enqueueConsent(tx, ids, packet, consent, placed);
}

export interface Scan {
  id: Id;
  title: string;
  contentType: string;
  bytes: Buffer;
  createdAt: Instant;
}

/** Both answers as they stand now, withdrawn ones inactive; each naming its scan where there is one. */
function consentsOf(tx: Transaction, packet: SignedPacket, scanId: Id | null): Consent[] {
  const { referralId, form, signedAt } = packet;
  const writing = writingFor(tx.read, packet);
  return toConsents(referralId, form.sharing, signedAt, writing, withdrawnScopes(tx.read, referralId), scanId);
}

const isOf = (consent: Consent, scope: ConsentScope): boolean => consent.category[0]?.coding?.[0]?.code === scope;

/** @param after the scan that it names; null = behind the latest bundle, which may carry the Consent itself */
function enqueueConsent(tx: Transaction, ids: Ids, packet: SignedPacket, consent: Consent, after: number | null): void {
  const bundles = rowsOf(tx.read, [packet.referralId]).filter(
    row => row.step === 'bundle' && row.state !== 'superseded',
  );
  tx.enqueue({
    op_id: ids.uuid(),
    stream_id: packet.referralId,
    step: 'request',
    resource_type: 'Consent',
    resource_id: consent.id ?? '',
    payload_format: PAYLOAD_FORMAT,
    priority: CONSENT_PRIORITY,
    depends_on: after ?? bundles.at(-1)?.seq ?? null,
    payload: jsonBytes(consent),
    resources: resourceMarks([consent]),
  });
}
