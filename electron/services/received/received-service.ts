import { AppError } from '../../../shared/contract/errors.ts';
import type { CodesOutcome, Received, ReceivedLine, ReceivedPreview } from '../../../shared/contract/received.ts';
import type { TaskIntent } from '../../../shared/fhir/apply-task-intent.ts';
import { readBundle } from '../../../shared/fhir/read-bundle.ts';
import { BUSINESS_STATES, mayMove, placeOf } from '../../../shared/fhir/task-moves.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import type { Facility } from '../../../shared/records/facility.ts';
import type { Id } from '../../../shared/records/time.ts';
import { shortHash } from '../../../shared/referral/code-container.ts';
import {
  fullest,
  ReceivedContent,
  ReceivedParts,
  type Road,
  takingOf,
  withKnownPatient,
} from '../../../shared/referral/received.ts';
import type { SealedAnswer, SealedReferral } from '../../../shared/referral/sealed-file.ts';
import type { RoadFault } from '../../../shared/referral/trust.ts';
import { type WardAnswer, wardAnswerLacks, wardAnswerOutputs } from '../../../shared/referral/ward-answer.ts';
import type { ReceivedReferralRow } from '../database/rows/referral-rows.ts';
import type { Actor } from '../database/unit-of-work.ts';
import { remoteTasks } from '../outbox/delivery.ts';
import { enqueueWardAnswer } from '../outbox/enqueue-task-move.ts';
import { sealFile } from '../sealed-file/seal-file.ts';
import type { ServiceDependencies } from '../service.ts';
import { readRegistrySetting } from '../sync/registry-settings.ts';
import type { TrustService } from '../trust/trust-service.ts';
import { createAtRegistry } from './at-registry.ts';
import { readCodes } from './code-reading.ts';
import { createReceivedReading } from './received-reading.ts';

export interface ReceivedDependencies extends ServiceDependencies {
  facility: () => Facility;
  training: boolean;
  trust: TrustService;
}

type Standing = 'valid' | 'revoked-later';
interface Incoming {
  readonly road: Road;
  readonly content: ReceivedContent;
  readonly standing: Standing;
  readonly isSealed: boolean;
  readonly attachments: SealedReferral['attachments'];
}
type Taken = { readonly fault: RoadFault | null; readonly id: Id | null };

export type ReceivedService = ReturnType<typeof createReceived>;

/** Referrals that came in on paper or by USB stick, and what this site answers to them (registry-and-sync 12, 13). */
export function createReceived(dependencies: ReceivedDependencies) {
  const { read, write, clock, ids, facility, training, trust } = dependencies;
  const { query } = read;
  const noteReading = createReceivedReading(dependencies);

  const rowByNumber = (number: string) =>
    read.first(query.selectFrom('received_referral').selectAll().where('number', '=', number));

  function rowById(id: Id): ReceivedReferralRow {
    const row = read.first(query.selectFrom('received_referral').selectAll().where('id', '=', id));
    if (!row) throw new AppError('not-found', { id });
    return row;
  }

  const partsOf = (row: ReceivedReferralRow): ReceivedParts => ReceivedParts.parse(JSON.parse(row.parts_json));

  /** Null where it may be shown and taken. */
  function faultOf({ content }: Incoming): RoadFault | null {
    if (content.training !== training) return 'training';
    if (content.receiver !== null && content.receiver !== facility().code) return 'wrong-receiver';
    return null;
  }

  function previewOf(incoming: Incoming): ReceivedPreview | { fault: RoadFault } {
    const held = rowByNumber(incoming.content.number);
    const taking = takingOf(held ? partsOf(held) : null, incoming.road, incoming.content);
    if (typeof taking === 'object') return taking;
    const { road, content, standing, isSealed, attachments } = incoming;
    return {
      ...{ road, content, standing, isSealed, taking, heldId: held?.id ?? null },
      siteName: siteName(content.site),
      registry: registryWord(content.referralId),
      attachments: attachments.map(({ id, title, contentType, data }) => ({
        ...{ id, title, contentType },
        sizeBytes: Buffer.byteLength(data, 'base64'),
      })),
    };
  }

  const siteName = (code: string): string => trust.list().facility(code)?.name ?? code;

  /** What the registry has said of the same Task, where it came by the wire as well. */
  function registryWord(referralId: Id | null): Received['registry'] {
    const task = taskOf(referralId);
    if (!task) return null;
    return { taskStatus: task.taskStatus, businessStatus: task.businessStatus, at: task.statusAt };
  }

  function take(actor: Actor, incoming: Incoming): Taken {
    const fault = faultOf(incoming);
    if (fault !== null) return { fault, id: null };
    const { road, content, standing } = incoming;
    const held = rowByNumber(content.number);
    const parts = held ? partsOf(held) : null;
    const taking = takingOf(parts, road, content);
    if (typeof taking === 'object') return { fault: taking.fault, id: null };
    if (taking === 'same') return { fault: null, id: held?.id ?? null };
    const id = held?.id ?? ids.uuid();
    const at = clock.now();
    write(actor, { action: 'received.take', subject: id, reason: null }, tx => {
      const kept = taking === 'completed' && parts ? parts : {};
      const former = parts && fullest(parts)?.content;
      const next = ReceivedParts.parse({ ...kept, [road]: former ? withKnownPatient(content, former) : content });
      const row = {
        referral_id: content.referralId ?? held?.referral_id ?? null,
        packet_hash: content.packetHash,
        parts_json: JSON.stringify(next),
        standing: held?.standing === 'valid' && taking === 'completed' ? 'valid' : standing,
        updated_at: at,
      };
      if (held) tx.update('received_referral', id, held.version, row);
      else {
        tx.insert('received_referral', {
          ...row,
          ...{ id, number: content.number, site: content.site, received_at: at, received_by: actor.name },
        });
      }
      for (const file of incoming.attachments) {
        if (hasDocument(file.id)) continue;
        tx.insert('received_document', {
          ...{ id: file.id, received_id: id, title: file.title, content_type: file.contentType },
          ...{ bytes: Buffer.from(file.data, 'base64'), sha256: file.sha256 },
          ...{ packet_hash: content.packetHash, received_at: at },
        });
      }
      tx.announce({ type: 'received.changed' });
    });
    return { fault: null, id };
  }

  const hasDocument = (id: Id): boolean =>
    read.first(query.selectFrom('received_document').select('id').where('id', '=', id)) !== undefined;

  async function readIncoming(texts: readonly string[]) {
    const reading = await readCodes(texts, trust);
    return reading.state === 'read' ? { ...reading, attachments: [] } : reading;
  }

  const answersOf = (receivedId: Id) =>
    read
      .all(
        query
          .selectFrom('received_answer')
          .selectAll()
          .where('received_id', '=', receivedId)
          .orderBy('at')
          .orderBy('id'),
      )
      .map(row => ({ intent: JSON.parse(row.intent_json) as TaskIntent, by: row.answered_by }));

  const taskOf = (referralId: Id | null) =>
    referralId === null ? undefined : remoteTasks(read, [referralId]).get(referralId);

  /** Our last answer, unless the registry holds it or it was given up against what stands there. */
  function openAnswer(row: ReceivedReferralRow): TaskIntent | undefined {
    const ops = taskOf(row.referral_id)?.ops ?? [];
    const dropped = read.all(
      query
        .selectFrom('outbox')
        .select('op_id')
        .where('stream_id', '=', row.referral_id ?? '')
        .where('state', '=', 'superseded'),
    );
    const settled = new Set([...ops.map(op => op.id), ...dropped.map(each => each.op_id)]);
    return answersOf(row.id).findLast(({ intent }) => !settled.has(intent.opId))?.intent;
  }

  /**
   * Where the Task stands by the registry, and by our own answer that it does not hold yet; what has ended there is ended,
   * whatever we have answered.
   */
  function placeFor(row: ReceivedReferralRow) {
    const task = taskOf(row.referral_id);
    const stands = task ? placeOf(task.taskStatus, task.businessStatus) : null;
    if (stands === 'ended' || stands === 'void') return stands;
    const last = openAnswer(row);
    const business = last?.to ?? task?.businessStatus ?? 'created';
    const status = last ? BUSINESS_STATES[last.to].status : (task?.taskStatus ?? 'requested');
    return placeOf(status, business);
  }

  const atRegistry = createAtRegistry(read);

  function lineOf(row: ReceivedReferralRow): ReceivedLine | null {
    const held = fullest(partsOf(row));
    if (!held) return null;
    const { content, road } = held;
    const answer = openAnswer(row);
    return {
      ...{ id: row.id, number: row.number, site: row.site, siteName: siteName(row.site), road },
      ...{ patientName: content.patient.name, sex: content.patient.sex, ageYears: content.patient.ageYears },
      ...{ urgency: content.urgency, t0: content.t0, signedAt: content.signedAt },
      ...{ standing: row.standing as Standing, receivedAt: row.received_at },
      answered: answer ? { to: answer.to, at: answer.at } : null,
      registry: registryWord(row.referral_id),
      newer: atRegistry.newerThan(content),
    };
  }

  function get(id: Id): Received {
    const row = rowById(id);
    const held = fullest(partsOf(row));
    const line = lineOf(row);
    if (!held || !line) throw new AppError('not-found', { id });
    const documents = read.all(
      query
        .selectFrom('received_document')
        .select(['id', 'title', 'content_type', 'packet_hash'])
        .select(eb => eb.fn<number>('length', ['bytes']).as('size'))
        .where('received_id', '=', id)
        .orderBy('received_at'),
    );
    const place = placeFor(row);
    return {
      ...line,
      version: row.version,
      content: held.content,
      roads: Object.keys(partsOf(row)) as Road[],
      receivedBy: row.received_by,
      attachments: documents.map(each => ({
        ...{ id: each.id, title: each.title, contentType: each.content_type, sizeBytes: each.size },
        isOfThisVersion: each.packet_hash === row.packet_hash,
      })),
      answers: answersOf(id).map(({ intent, by }) => ({
        ...{ id: intent.opId, to: intent.to, at: intent.at, by, reason: intent.reason ?? '' },
        outputs: intent.outputs,
      })),
      told: atRegistry.told(row.referral_id, row.site),
      mayAnswer: row.referral_id !== null && mayMove(place, 'bed-assigned', 'ward'),
      mayExportAnswer: row.referral_id !== null && answersOf(id).length > 0,
    };
  }

  return {
    async readCodes(texts: readonly string[]): Promise<CodesOutcome> {
      const reading = await readIncoming(texts);
      if (reading.state !== 'read') return reading;
      const fault = faultOf(reading);
      if (fault !== null) return { state: 'refused', fault };
      const preview = previewOf(reading);
      return 'fault' in preview ? { state: 'refused', fault: preview.fault } : { state: 'preview', preview };
    },
    async takeCodes(actor: Actor, texts: readonly string[]): Promise<Taken> {
      const reading = await readIncoming(texts);
      if (reading.state === 'read') return take(actor, reading);
      return { fault: reading.state === 'refused' ? reading.fault : 'parts-missing', id: null };
    },
    /** What an opened file holds; a refusal where it is of another alliance or says otherwise inside. */
    incomingOf(file: SealedReferral, standing: Standing): Incoming | { fault: RoadFault } {
      const { fhirBase } = readRegistrySetting(read);
      if (file.fhirBase !== fhirBase) return { fault: 'foreign' };
      const content = readBundle(file.bundle, fhirUris(fhirBase));
      const isAsSaid =
        content !== null &&
        content.number === file.number &&
        content.site === file.from &&
        content.receiver === file.to &&
        content.referralId === file.referralId;
      if (!isAsSaid) return { fault: 'damaged' };
      const whole = ReceivedContent.safeParse({
        ...content,
        training: file.training,
        departmentPhone: file.departmentPhone,
        packetHash: shortHash(file.packetSha256),
      });
      if (!whole.success) return { fault: 'damaged' };
      return { road: 'file', content: whole.data, standing, isSealed: true, attachments: file.attachments };
    },
    preview(incoming: Incoming): ReceivedPreview | { fault: RoadFault } {
      const fault = faultOf(incoming);
      return fault === null ? previewOf(incoming) : { fault };
    },
    take,
    list: (): ReceivedLine[] =>
      read
        .all(query.selectFrom('received_referral').selectAll().orderBy('received_at', 'desc').limit(500))
        .flatMap(row => lineOf(row) ?? []),
    /** Audited as a reading. @throws AppError not-found */
    get(actor: Actor, id: Id): Received {
      const received = get(id);
      noteReading(actor, id);
      return received;
    },
    /** @throws AppError not-found */
    attachment(actor: Actor, { id, documentId }: { id: Id; documentId: Id }) {
      const row = read.first(
        query.selectFrom('received_document').selectAll().where('id', '=', documentId).where('received_id', '=', id),
      );
      if (!row) throw new AppError('not-found', { id: documentId });
      write(actor, { action: 'received.attachment', subject: id, reason: null }, tx => tx.note());
      return { base64: row.bytes.toString('base64'), contentType: row.content_type, fileName: `${row.title}.pdf` };
    },
    /**
     * Keeps this site's answer as the move that the wire would carry, and queues it under the same id: it waits there
     * until the county's own sending has arrived, while the file goes ahead.
     * @throws AppError not-found | stale-version | invalid-input | illegal-move
     */
    answer(actor: Actor, { id, version, answer }: { id: Id; version: number; answer: WardAnswer }): Received {
      const row = rowById(id);
      const lacks = wardAnswerLacks(answer);
      if (lacks.length > 0) throw new AppError('invalid-input', { fields: lacks.map(field => `answer.${field}`) });
      if (row.referral_id === null || !mayMove(placeFor(row), answer.answer, 'ward'))
        throw new AppError('illegal-move');
      const { referral_id: referralId } = row;
      write(actor, { action: 'received.answer', subject: id, reason: null }, tx => {
        tx.update('received_referral', id, version, { updated_at: clock.now() });
        const intent = enqueueWardAnswer(tx, referralId, {
          ...{ opId: ids.uuid(), site: facility().code, to: answer.answer, at: clock.now() },
          ...{ channel: 'file', reason: answer.reason === '' ? null : answer.reason },
          outputs: wardAnswerOutputs(answer),
        });
        tx.insert('received_answer', {
          ...{ id: intent.opId, received_id: id, intent_json: JSON.stringify(intent) },
          ...{ at: intent.at, answered_by: actor.name },
        });
        tx.announce({ type: 'received.changed' });
      });
      return get(id);
    },
    /** All answers so far, sealed to the county. @throws AppError not-found | illegal-move | crypto-unfit */
    async exportAnswer(
      actor: Actor,
      id: Id,
    ): Promise<{ ok: true; fileName: string; text: string } | { ok: false; fault: RoadFault }> {
      trust.assertFit();
      const row = rowById(id);
      const [first, ...more] = answersOf(id);
      if (!first || row.referral_id === null) throw new AppError('illegal-move');
      const receiver = trust.list().sealKey(row.site, clock.now());
      if (!receiver) return { ok: false, fault: 'no-seal-key' };
      const content: SealedAnswer = {
        ...{ v: 1, kind: 'answer', training, number: row.number, referralId: row.referral_id },
        ...{ issuedAt: clock.now(), from: facility().code, to: row.site },
        fhirBase: readRegistrySetting(read).fhirBase,
        answers: [first, ...more],
      };
      const text = await sealFile(content, { sign: trust.signingKey(), receiver });
      write(actor, { action: 'received.exportAnswer', subject: id, reason: null }, tx => tx.note());
      return { ok: true, fileName: `${row.number}-answer.gqx`, text };
    },
  };
}
