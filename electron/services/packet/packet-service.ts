import type { SessionUser } from '../../../shared/contract/application.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { DepartureRecord } from '../../../shared/referral/departure-record.ts';
import type { PacketAttachment } from '../../../shared/referral/packet-attachment.ts';
import {
  PACKET_PAGES,
  type PacketDocument,
  type PacketModel,
  type PacketPage,
} from '../../../shared/referral/packet-model.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { Platform } from '../platform.ts';
import type { ServiceDependencies } from '../service.ts';

export interface PacketDependencies extends ServiceDependencies {
  platform: Platform;
  /** The packet of an unsigned referral as it would be now. */
  draftModel: (user: SessionUser, referralId: string) => PacketModel;
  departure: (referralId: string) => DepartureRecord;
}

export interface PacketRequest {
  id: string;
  pages: PacketPage[];
  language: PacketDocument['language'];
  /** The draft or open supplement, also where an earlier packet was signed. */
  draft?: boolean | undefined;
  /** An earlier packet than the latest. */
  supplement?: number | undefined;
}

/** The packet that was frozen at the latest signature. */
interface FrozenPacket {
  id: string;
  model: PacketModel;
  sha256: string;
  qr: string;
  fullSet: string[];
}

/** What is printed: frozen, or the draft as it stands, which has neither hash nor code. */
interface Content {
  model: PacketModel;
  sha256: string | null;
  qr: string | null;
  fullSet: string[];
}

export type PacketService = ReturnType<typeof createPacket>;

export function createPacket({ read, write, clock, ids, platform, draftModel, departure }: PacketDependencies) {
  function frozen(referralId: string, supplement: number | null = null): FrozenPacket | null {
    const packets = read.query.selectFrom('referral_packet');
    const row = read.first(
      (supplement === null ? packets : packets.where('supplement', '=', supplement))
        .select(['id', 'model_json', 'sha256', 'qr', 'full_set_json'])
        .where('referral_id', '=', referralId)
        .orderBy('supplement', 'desc')
        .limit(1),
    );
    if (!row) return null;
    const { id, model_json, sha256, qr, full_set_json } = row;
    return { id, model: JSON.parse(model_json), sha256, qr, fullSet: JSON.parse(full_set_json) };
  }

  function lastPrint(packetId: string): number {
    const { last } = read.first(
      read.query
        .selectFrom('print')
        .select(eb => eb.fn.max('nth').as('last'))
        .where('packet_id', '=', packetId),
    ) as { last: number | null };
    return last ?? 0;
  }

  const contentOf = (user: SessionUser, { id: referralId, draft, supplement }: PacketRequest): Content =>
    (draft === true ? null : frozen(referralId, supplement)) ?? {
      model: draftModel(user, referralId),
      sha256: null,
      qr: null,
      fullSet: [],
    };

  /** Consent, transport and calls where they were written on after the packet was frozen. */
  function writtenSince({ referralId, signedAt }: PacketModel): PacketDocument['departure'] {
    const { consent, transport, calls, savedAt } = departure(referralId);
    if (savedAt === null || signedAt === null || Date.parse(savedAt) <= Date.parse(signedAt)) return null;
    return { consent, transport, calls, at: savedAt };
  }

  /** Files of the referral besides its letters, oldest first. */
  function attachments(referralId: string): PacketAttachment[] {
    const rows = read.query
      .selectFrom('document')
      .select(['id', 'title', 'content_type', 'sha256', 'created_at'])
      .select(eb => eb.fn<number>('length', ['bytes']).as('size'))
      .where('referral_id', '=', referralId)
      .where('kind', '=', 'consent-scan')
      .orderBy('created_at');
    return read.all(rows).map(({ id, title, content_type, sha256, created_at, size }) => ({
      id,
      kind: 'consent-scan',
      title,
      contentType: content_type,
      sizeBytes: size,
      sha256,
      addedAt: created_at,
    }));
  }

  function compose(actor: Actor, request: PacketRequest, packet: Content, nth: number): PacketDocument {
    return {
      model: packet.model,
      packetSha256: packet.sha256,
      pages: request.pages,
      language: request.language,
      qr: packet.qr,
      fullSet: packet.fullSet,
      departure: packet.sha256 === null ? null : writtenSince(packet.model),
      copy: null,
      size: 'A4',
      print: { nth, at: clock.now(), by: actor.name },
    };
  }

  function storedPdf(packetId: string): Buffer | null {
    const query = read.query.selectFrom('document').select('bytes').where('packet_id', '=', packetId);
    return read.first(query.where('kind', '=', 'letter'))?.bytes ?? null;
  }

  return {
    frozen,
    attachments,
    printCount: (referralId: string): number => {
      const packet = frozen(referralId);
      return packet ? lastPrint(packet.id) : 0;
    },
    preview: (user: SessionUser, actor: Actor, request: PacketRequest): PacketDocument =>
      compose(actor, request, contentOf(user, request), 0),
    /** @throws AppError pdf-failed */
    async pdf(user: SessionUser, actor: Actor, request: PacketRequest): Promise<{ base64: string; fileName: string }> {
      const packet = frozen(request.id, request.supplement);
      const isWhole = request.language === 'zh' && request.pages.length === PACKET_PAGES.length;
      const stored = packet && isWhole ? storedPdf(packet.id) : null;
      const bytes = stored ?? (await platform.renderPdf(compose(actor, request, contentOf(user, request), 0)));
      write(actor, { action: 'packet.pdf', subject: request.id, reason: null }, tx => tx.note());
      const day = wallClock(clock.now()).replace(/\D/g, '');
      return {
        base64: Buffer.from(bytes).toString('base64'),
        // The number, never the name: file names end up in lists of recent documents.
        fileName: `${packet?.model.number ?? `draft-${day}`}.pdf`,
      };
    },
    /**
     * Counts the print first, so that no paper exists that was not counted; a cancelled dialog leaves a gap.
     * @throws AppError not-found for an unsigned referral (its preview is not for paper) | print-cancelled | pdf-failed
     */
    async print(actor: Actor, request: PacketRequest): Promise<{ how: 'native' | 'page'; document: PacketDocument }> {
      const packet = frozen(request.id, request.supplement);
      if (!packet) throw new AppError('not-found');
      const nth = lastPrint(packet.id) + 1;
      const document = compose(actor, request, packet, nth);
      write(actor, { action: 'packet.print', subject: request.id, reason: null }, tx => {
        tx.insert('print', {
          id: ids.uuid(),
          packet_id: packet.id,
          nth,
          pages_json: JSON.stringify(request.pages),
          language: request.language,
          printed_at: document.print.at,
          printed_by: actor.name,
        });
        tx.announce({ type: 'referral.changed', referralId: request.id, patientId: packet.model.episode.patientId });
      });
      const outcome = await platform.print(document);
      if (outcome === 'cancelled') throw new AppError('print-cancelled');
      return { how: outcome === 'printed' ? 'native' : 'page', document };
    },
  };
}
