import type { Bundle } from '@medplum/fhirtypes';
import { requestOf } from '../../../shared/fhir/head-bundle.ts';
import { PACKET_PAGES, type PacketModel, PLAIN_PRINT } from '../../../shared/referral/packet-model.ts';
import { type Actor, PROGRAM } from '../database/unit-of-work.ts';
import { logFailure } from '../log.ts';
import { enqueueLetter } from '../outbox/enqueue-referral.ts';
import { bodyOf, rowsOf } from '../outbox/rows.ts';
import type { Platform } from '../platform.ts';
import type { ServiceDependencies } from '../service.ts';
import { storeLetter } from './referral-signing.ts';

export interface LettersDependencies extends ServiceDependencies {
  platform: Platform;
}

/** A packet whose PDF could not be made when it was signed. */
interface Owed {
  id: string;
  referral_id: string;
  model_json: string;
  sha256: string;
  qr: string;
  full_set_json: string;
}

/**
 * Letters that are owed: the PDF of a packet's frozen model where rendering failed at signing. Made at the start of the
 * program and on a button, stored once, and put behind its referral in the outbox. An older packet that a supplement
 * has replaced gets none.
 */
export function createLetters({ read, write, ids, clock, platform }: LettersDependencies) {
  const owed = (referralId?: string): Owed[] => {
    const query = read.query
      .selectFrom('referral_packet as packet')
      .innerJoin('referral', 'referral.id', 'packet.referral_id')
      .leftJoin('document', join =>
        join.onRef('document.packet_id', '=', 'packet.id').on('document.kind', '=', 'letter'),
      )
      .select([
        ...(['packet.id', 'packet.referral_id', 'packet.model_json', 'packet.sha256', 'packet.qr'] as const),
        'packet.full_set_json',
      ])
      .whereRef('packet.supplement', '=', 'referral.supplement')
      .where('document.id', 'is', null);
    return read.all(referralId === undefined ? query : query.where('packet.referral_id', '=', referralId));
  };

  async function make(actor: Actor, packet: Owed): Promise<void> {
    const model: PacketModel = JSON.parse(packet.model_json);
    const bytes = await platform.renderPdf({
      model,
      packetSha256: packet.sha256,
      pages: [...PACKET_PAGES],
      language: 'zh',
      qr: packet.qr,
      ...PLAIN_PRINT,
      fullSet: JSON.parse(packet.full_set_json),
      print: { nth: 0, at: model.signedAt ?? clock.now(), by: model.doctor.displayName },
    });
    const { patientId } = model.episode;
    write(actor, { action: 'referrals.makeLetter', subject: patientId, reason: null }, tx => {
      if (owed(packet.referral_id).length === 0) return; // made meanwhile
      const at = clock.now();
      const letter = storeLetter(tx, {
        ...{ bytes: Buffer.from(bytes), referralId: packet.referral_id, packetId: packet.id, ids, at },
        number: model.number ?? '',
      });
      const doctorId = signerOf(packet.referral_id);
      if (doctorId !== null) enqueueLetter(tx, ids, { packet: model, doctorId, letter });
      tx.announce({ type: 'referral.changed', referralId: packet.referral_id, patientId });
    });
  }

  /** Who signed, as the request in the outbox names them; null where the referral is on paper only or was taken back. */
  function signerOf(referralId: string): string | null {
    const isOpen = read.first(
      read.query.selectFrom('referral').select('id').where('id', '=', referralId).where('closed_as', 'is', null),
    );
    const bundle = rowsOf(read, [referralId]).findLast(row => row.step === 'bundle' && row.state !== 'superseded');
    if (!isOpen || !bundle) return null;
    const request = requestOf([bodyOf(read, bundle.seq) as Bundle]);
    return request?.requester?.reference?.split('/')[1] ?? null;
  }

  let running: Promise<void> = Promise.resolve();
  return {
    isOwed: (referralId: string): boolean => owed(referralId).length > 0,
    /** @throws AppError pdf-failed */
    make(actor: Actor, referralId: string): Promise<void> {
      running = running
        .catch(() => undefined)
        .then(async () => {
          for (const packet of owed(referralId)) await make(actor, packet);
        });
      return running;
    },
    /** All that are owed, one after another; one that fails again waits for the next start or the button. */
    makeAll(): Promise<void> {
      running = running
        .catch(() => undefined)
        .then(async () => {
          for (const packet of owed())
            await make(PROGRAM, packet).catch((failure: unknown) => logFailure('pdf-failed', failure));
        });
      return running;
    },
  };
}

export type Letters = ReturnType<typeof createLetters>;
