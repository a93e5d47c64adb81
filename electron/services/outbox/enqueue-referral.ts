import type { Bundle } from '@medplum/fhirtypes';
import { AppError } from '../../../shared/contract/errors.ts';
import { toDocumentReference } from '../../../shared/fhir/document-reference.ts';
import { isSigned, toHeadBundles } from '../../../shared/fhir/head-bundle.ts';
import { toResearchFields } from '../../../shared/fhir/registry-only.ts';
import type { SignedPacket } from '../../../shared/fhir/service-request.ts';
import { PAYLOAD_FORMAT, type Writing } from '../../../shared/fhir/writing.ts';
import type { Id, Instant } from '../../../shared/records/time.ts';
import { maySendByNetwork } from '../../../shared/referral/completeness.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { Ids } from '../ports.ts';
import { withdrawnScopes } from '../referrals/consent-withdrawals.ts';
import { presentCopy } from '../sync/remote-copies.ts';
import { enqueueAgain } from './enqueue-again.ts';
import { enqueueRegistryOnly } from './enqueue-registry-only.ts';
import { enqueueTaskMove } from './enqueue-task-move.ts';
import { headOf, type OutboxHead, rowsOf } from './rows.ts';
import { jsonBytes, resourceMarks, sha1, sha256, writingFor } from './wire.ts';

/** The letter's file, whose row in `document` stands in the same transaction. */
export interface Letter {
  id: Id;
  title: string;
  contentType: string;
  bytes: Buffer;
  createdAt: Instant;
}

export interface ReferralToSend {
  /** The frozen model of this signature. */
  packet: PacketModel;
  /** Version of the patient's row. */
  patientVersion: number;
  /** Row of the user who signed. */
  doctorId: Id;
  /** null where the PDF follows later (`enqueueLetter`). */
  letter: Letter | null;
}

/** Smaller goes first; letters after every referral. */
const PRIORITY = { now: 0, 'within-24h': 1, 'within-48h': 2 } as const;
const LETTER_PRIORITY = 10;

const priorityOf = ({ form }: PacketModel): number => PRIORITY[form.urgency ?? 'within-48h'];

/**
 * Puts a signed referral into the outbox, inside the transaction of the signature. Everything is frozen here: what is
 * sent later is what was signed.
 * @returns `paper-only` where the patient refused to share and no emergency rule stands in: then nothing is queued
 * @throws AppError packet-incomplete: not signed, without a number or a ward
 */
export function enqueueReferral(tx: Transaction, ids: Ids, referral: ReferralToSend): 'queued' | 'paper-only' {
  const { packet, patientVersion, doctorId, letter } = referral;
  if (!isSigned(packet)) throw new AppError('packet-incomplete');
  if (!maySendByNetwork(packet.form)) return 'paper-only';
  const writing = writingFor(tx.read, packet);
  const waiting = giveUpRefusedHead(tx, packet.referralId);
  const head = headOf(rowsOf(tx.read, [packet.referralId]));
  const isFirst = head === undefined || head.state === 'superseded';
  const opId = ids.uuid();
  const op = { id: opId, site: packet.facility.code, to: 'created', at: packet.signedAt, channel: 'network' };
  const bundles = toHeadBundles(
    packet,
    { patientVersion, doctorId, op: isFirst ? op : null, withdrawn: withdrawnScopes(tx.read, packet.referralId) },
    writing,
  );
  let before = lastCareRow(tx, packet.referralId);
  for (const [index, bundle] of bundles.entries()) {
    const isHead = index === bundles.length - 1;
    before = enqueueBundle(tx, packet, bundle, { opId: isHead ? opId : ids.uuid(), isHead, before });
  }
  if (!isFirst && isWaitingForInfo(tx, packet.referralId)) {
    enqueueTaskMove(tx, ids, {
      referralId: packet.referralId,
      site: packet.facility.code,
      to: 'info-supplied',
      at: packet.signedAt,
      reason: null,
      outputs: [],
      channel: 'network',
    });
  }
  for (const row of waiting) enqueueAgain(tx, ids, row);
  if (letter) enqueueLetter(tx, ids, { packet, doctorId, letter });
  enqueueRegistryOnly(tx, ids, packet, toResearchFields(packet.referralId, packet.treatments, writing));
  return 'queued';
}

/**
 * A first sending that the registry refused never arrived, and nothing of its stream after it: a corrected packet goes
 * in its place and begins the Task.
 * @returns moves and messages that waited for it, to be queued behind the new one
 */
function giveUpRefusedHead(tx: Transaction, referralId: Id): OutboxHead[] {
  const rows = rowsOf(tx.read, [referralId]);
  const head = headOf(rows);
  const bundles = rows.filter(row => row.step === 'bundle' && head && row.seq <= head.seq);
  if (!head || head.state === 'acked' || !bundles.some(row => row.state === 'dead')) return [];
  const open = rows.filter(row => row.state !== 'acked' && row.state !== 'superseded');
  for (const { op_id } of open)
    tx.bookkeeping.update('outbox', { op_id }, { state: 'superseded', next_at: null, error_class: 'corrected' });
  return open.filter(row => row.step === 'task' || row.step === 'message');
}

/** Puts the letter's file behind its referral: the bytes first, then the DocumentReference that names them. */
export function enqueueLetter(
  tx: Transaction,
  ids: Ids,
  { packet, doctorId, letter }: { packet: PacketModel; doctorId: Id; letter: Letter },
): void {
  if (!isSigned(packet)) throw new AppError('packet-incomplete');
  if (!maySendByNetwork(packet.form)) return;
  const rows = rowsOf(tx.read, [packet.referralId]);
  const head = rows.findLast(row => row.step === 'bundle');
  const letters = lettersOf(tx, packet.referralId);
  const replaced = rows.findLast(
    row =>
      letters.has(row.resource_id ?? '') &&
      row.state !== 'dead' &&
      row.state !== 'superseded' &&
      row.step === 'document',
  );
  const priority = LETTER_PRIORITY + priorityOf(packet);
  const hash = sha256(letter.bytes);
  const shared = { stream_id: packet.referralId, payload_format: PAYLOAD_FORMAT, priority };
  const binary = tx.enqueue({
    ...shared,
    op_id: ids.uuid(),
    step: 'binary',
    resource_type: 'Binary',
    resource_id: letter.id,
    depends_on: head?.seq ?? null,
    payload: jsonBytes({ documentId: letter.id, contentType: letter.contentType, sha256: hash }),
    resources: [{ type: 'Binary', id: letter.id, sha256: hash }],
  });
  const document = letterReference(
    packet,
    doctorId,
    letter,
    writingFor(tx.read, packet),
    replaced?.resource_id ?? null,
  );
  tx.enqueue({
    ...shared,
    op_id: ids.uuid(),
    step: 'document',
    resource_type: 'DocumentReference',
    resource_id: letter.id,
    depends_on: binary,
    payload: jsonBytes(document),
    resources: resourceMarks([document]),
  });
}

function letterReference(packet: SignedPacket, doctorId: Id, letter: Letter, writing: Writing, replaces: Id | null) {
  return toDocumentReference(
    {
      id: letter.id,
      referralId: packet.referralId,
      doctorId,
      kind: 'referral',
      title: letter.title,
      contentType: letter.contentType,
      sizeBytes: letter.bytes.length,
      sha1: sha1(letter.bytes),
      sha256: sha256(letter.bytes),
      createdAt: letter.createdAt,
      replaces,
      rev: packet.supplement + 1,
    },
    writing,
  );
}

function enqueueBundle(
  tx: Transaction,
  packet: SignedPacket,
  bundle: Bundle,
  { opId, isHead, before }: { opId: Id; isHead: boolean; before: number | null },
): number {
  const resources = bundle.entry?.flatMap(entry => entry.resource ?? []) ?? [];
  const last = resources.at(-1);
  return tx.enqueue({
    op_id: opId,
    stream_id: packet.referralId,
    step: 'bundle',
    resource_type: isHead ? (last?.resourceType ?? null) : 'Patient',
    resource_id: isHead ? (last?.id ?? null) : packet.episode.patientId,
    payload_format: PAYLOAD_FORMAT,
    priority: priorityOf(packet),
    depends_on: before,
    payload: jsonBytes(bundle),
    resources: resourceMarks(resources),
  });
}

/** Files of a referral that are letters; scans of consents are not replaced by one. */
const lettersOf = (tx: Transaction, referralId: Id): Set<Id> =>
  new Set(
    tx.read
      .all(
        tx.read.query
          .selectFrom('document')
          .select('id')
          .where('referral_id', '=', referralId)
          .where('kind', '=', 'letter'),
      )
      .map(({ id }) => id),
  );

/** A supplement waits for what went before it. */
function lastCareRow(tx: Transaction, referralId: Id): number | null {
  const rows = rowsOf(tx.read, [referralId]).filter(row => row.step === 'bundle' && row.state !== 'superseded');
  return rows.at(-1)?.seq ?? null;
}

function isWaitingForInfo(tx: Transaction, referralId: Id): boolean {
  const task = presentCopy(tx.read, 'Task', referralId);
  return task !== undefined && (JSON.parse(task.json) as { status?: string }).status === 'on-hold';
}
