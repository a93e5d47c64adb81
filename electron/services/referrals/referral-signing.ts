import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Facility } from '../../../shared/records/facility.ts';
import { wallDay } from '../../../shared/records/time.ts';
import { type CoreCodeWriter, coreCodeOf, writeCoreCode } from '../../../shared/referral/core-code.ts';
import { fullSetOf } from '../../../shared/referral/full-set.ts';
import { packetSha256 } from '../../../shared/referral/packet-hash.ts';
import { PACKET_PAGES, type PacketModel, PLAIN_PRINT } from '../../../shared/referral/packet-model.ts';
import { formatReferralNumber, parseReferralNumber } from '../../../shared/referral/referral-number.ts';
import { type FullSetWriter, writeFullSet } from '../../../shared/referral/write-full-set.ts';
import type { ReferralRow } from '../database/rows/referral-rows.ts';
import type { Reader } from '../database/store.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import { logFailure } from '../log.ts';
import type { Letter as LetterToSend } from '../outbox/enqueue-referral.ts';
import type { Platform } from '../platform.ts';
import type { Ids } from '../ports.ts';

export interface Signer {
  /** The next number of this workstation on the day of `at`; made without a network. */
  nextNumber(read: Reader, at: string): string;
  /** Hash, codes and PDF of a model that will not change any more. */
  freeze(model: PacketModel, actor: Actor): Promise<SignedPacket>;
}

export interface SignedPacket {
  model: PacketModel;
  sha256: string;
  qr: string;
  /** Texts of the numbered codes of the full set. */
  fullSet: string[];
  /** null where no PDF could be made; it follows later from the same model. */
  pdf: Uint8Array | null;
}

export interface SignerDependencies {
  facility: () => Facility;
  /** The lowest sequence that may be given on a day; 1 but after a restore. */
  sequenceFloor: (day: string) => number;
  platform: Platform;
  codeWriter: CoreCodeWriter;
  /** The seal of a facility's codes; null where its key is not known. */
  sealFor: (facilityCode: string) => Promise<FullSetWriter['receiver']>;
}

export function createSigner({ facility, sequenceFloor, platform, codeWriter, sealFor }: SignerDependencies): Signer {
  return {
    nextNumber(read, at) {
      const { code: site, workstation } = facility();
      const day = wallDay(at);
      const prefix = `${site}${workstation}-${day.replaceAll('-', '')}-`;
      const used = read.all(
        read.query
          .selectFrom('referral')
          .select('number')
          .where('number', '>=', prefix)
          .where('number', '<', `${prefix}~`),
      );
      const last = Math.max(0, ...used.map(({ number }) => parseReferralNumber(number ?? '')?.sequence ?? 0));
      // After a restore the day goes on at the next thousand: later numbers are on paper, but not in this database.
      const sequence = Math.max(sequenceFloor(day), last + 1);
      return formatReferralNumber({ site, workstation, day, sequence });
    },
    async freeze(model, actor) {
      const sha256 = await packetSha256(model);
      const qr = await writeCoreCode(coreCodeOf(model, sha256), codeWriter);
      const receiver = model.ward && (await sealFor(model.ward.facilityCode));
      const fullSet = await writeFullSet(fullSetOf(model, sha256), { ...codeWriter, receiver });
      const print = { nth: 0, at: model.signedAt ?? '', by: actor.name };
      const pdf = await platform
        .renderPdf({
          model,
          packetSha256: sha256,
          pages: [...PACKET_PAGES],
          language: 'zh',
          qr,
          print,
          ...PLAIN_PRINT,
          fullSet,
        })
        .catch((failure: unknown) => {
          logFailure('pdf-failed', failure);
          return null;
        });
      return { model, sha256, qr, fullSet, pdf };
    },
  };
}

interface Storing {
  referral: ReferralRow;
  packetId: string;
  signed: SignedPacket;
  actor: Actor;
  ids: Ids;
  at: string;
}

/** The rows of one signature, inside its transaction: referral, frozen packet, letter, event. */
export function storeSignature(
  tx: Transaction,
  { referral, packetId, signed, actor, ids, at }: Storing,
): LetterToSend | null {
  const { model, sha256, qr, fullSet } = signed;
  if (model.number === null) throw new AppError('internal');
  // The first signature stands as the time of the referral (T4); each packet has its own.
  tx.update('referral', referral.id, referral.version, {
    number: model.number,
    supplement: model.supplement,
    form_json: JSON.stringify(model.form),
    supplement_form_json: null,
    signed_at: referral.signed_at ?? at,
    signed_by: referral.signed_by ?? actor.name,
    incomplete_reason: model.incompleteReason,
    updated_at: at,
  });
  tx.insert('referral_packet', {
    id: packetId,
    referral_id: referral.id,
    supplement: model.supplement,
    model_json: JSON.stringify(model),
    sha256,
    qr,
    full_set_json: JSON.stringify(fullSet),
    signed_at: at,
    signed_by: actor.name,
  });
  tx.insert('referral_event', {
    id: ids.uuid(),
    referral_id: referral.id,
    kind: model.supplement === 0 ? 'signed' : 'supplemented',
    at,
    server_time: null,
    actor: actor.name,
    channel: 'here',
    detail_json: '{}',
  });
  return (
    signed.pdf &&
    storeLetter(tx, {
      bytes: Buffer.from(signed.pdf),
      referralId: referral.id,
      packetId,
      ids,
      at,
      number: model.number,
    })
  );
}

interface Letter {
  bytes: Buffer;
  referralId: string;
  packetId: string;
  ids: Ids;
  at: string;
  number: string;
}

export function storeLetter(tx: Transaction, { bytes, referralId, packetId, ids, at, number }: Letter): LetterToSend {
  const hash = (algorithm: 'sha256' | 'sha1') => createHash(algorithm).update(bytes).digest('hex');
  const id = ids.uuid();
  const contentType = 'application/pdf';
  tx.insert('document', {
    id,
    referral_id: referralId,
    packet_id: packetId,
    kind: 'letter',
    content_type: contentType,
    title: number,
    bytes,
    sha256: hash('sha256'),
    sha1: hash('sha1'),
    created_at: at,
  });
  return { id, title: number, contentType, bytes, createdAt: at };
}
