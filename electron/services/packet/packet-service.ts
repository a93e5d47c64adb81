import type { SessionUser } from '../../../shared/contract/application.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { DepartureRecord } from '../../../shared/referral/departure-record.ts';
import type { PacketAttachment } from '../../../shared/referral/packet-attachment.ts';
import {
  type CopyHolder,
  PACKET_PAGES,
  type PacketDocument,
  type PacketModel,
  type PrintPage,
} from '../../../shared/referral/packet-model.ts';
import type { ReturnFacts } from '../../../shared/referral/return-facts.ts';
import type { Paper, TestPage } from '../../../shared/referral/test-page.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { Platform } from '../platform.ts';
import type { ServiceDependencies } from '../service.ts';
import { pageCount } from './page-count.ts';

export interface PacketDependencies extends ServiceDependencies {
  platform: Platform;
  /** The packet of an unsigned referral as it would be now. */
  draftModel: (user: SessionUser, referralId: string) => PacketModel;
  departure: (referralId: string) => DepartureRecord;
  /** What is known of a signed referral by now, for the return form. */
  returned: (model: PacketModel) => ReturnFacts;
  facilityName: () => string;
  softwareVersion: string;
}

export interface PacketRequest {
  id: string;
  pages: PrintPage[];
  language: PacketDocument['language'];
  /** The draft or open supplement, also where an earlier packet was signed. */
  draft?: boolean | undefined;
  /** An earlier packet than the latest. */
  supplement?: number | undefined;
  size: PacketDocument['size'];
  copies: CopyHolder[];
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

/** `native`: the shell has shown the system's dialog; `page`: whoever asked prints the document. */
interface Printed<Document extends Paper> {
  how: 'native' | 'page';
  document: Document;
}

export type PacketService = ReturnType<typeof createPacket>;

export function createPacket(dependencies: PacketDependencies) {
  const { read, write, clock, ids, platform, draftModel, departure, returned } = dependencies;

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
      pages: request.size === 'A4' ? request.pages : ['P1'], // the letter alone
      language: request.language,
      qr: packet.qr,
      fullSet: packet.fullSet,
      departure: packet.sha256 === null ? null : writtenSince(packet.model),
      returned: packet.sha256 === null ? null : returned(packet.model),
      copies: request.size === 'dot-matrix' ? [] : request.copies, // the carbon sheets are its copies
      pagesPerCopy: null,
      size: request.size,
      print: { nth, at: clock.now(), by: actor.name },
    };
  }

  /** With labelled copies: the number of pages of one, so that every copy counts its own; left open where it fails. */
  async function counted(document: PacketDocument): Promise<PacketDocument> {
    if (document.copies.length < 2) return document;
    const [first] = document.copies;
    const single = { ...document, copies: first === undefined ? [] : [first] };
    const bytes = await platform.renderPdf(single).catch(() => null);
    return bytes === null ? document : { ...document, pagesPerCopy: pageCount(bytes) };
  }

  function storedPdf(packetId: string): Buffer | null {
    const query = read.query.selectFrom('document').select('bytes').where('packet_id', '=', packetId);
    return read.first(query.where('kind', '=', 'letter'))?.bytes ?? null;
  }

  /** @throws AppError print-cancelled | pdf-failed */
  async function onPaper<Document extends Paper>(document: Document): Promise<Printed<Document>> {
    const outcome = await platform.print(document);
    if (outcome === 'cancelled') throw new AppError('print-cancelled');
    return { how: outcome === 'printed' ? 'native' : 'page', document };
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
      const stored = packet && isStoredLetter(request) ? storedPdf(packet.id) : null;
      const document = compose(actor, request, contentOf(user, request), 0);
      const bytes = stored ?? (await platform.renderPdf(await counted(document)));
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
    async print(actor: Actor, request: PacketRequest): Promise<Printed<PacketDocument>> {
      const packet = frozen(request.id, request.supplement);
      if (!packet) throw new AppError('not-found');
      const nth = lastPrint(packet.id) + 1;
      const document = await counted(compose(actor, request, packet, nth));
      write(actor, { action: 'packet.print', subject: request.id, reason: null }, tx => {
        tx.insert('print', {
          id: ids.uuid(),
          packet_id: packet.id,
          nth,
          pages_json: JSON.stringify(document.pages),
          copies_json: JSON.stringify(document.copies),
          size: document.size,
          language: request.language,
          printed_at: document.print.at,
          printed_by: actor.name,
        });
        tx.announce({ type: 'referral.changed', referralId: request.id, patientId: packet.model.episode.patientId });
      });
      return onPaper(document);
    },
    /** The printer's test page: audited, never counted among the prints of a packet. */
    async testPage(actor: Actor, { language, size }: Pick<TestPage, 'language' | 'size'>): Promise<Printed<TestPage>> {
      const { facilityName, softwareVersion } = dependencies;
      const print = { at: clock.now(), by: actor.name };
      const document: TestPage = {
        ...{ kind: 'test-page', facilityName: facilityName(), language, size, softwareVersion, print },
      };
      write(actor, { action: 'packet.testPage', subject: null, reason: null }, tx => tx.note());
      return onPaper(document);
    },
  };
}

/** The electronic copy as it was stored at signing: everything, in Chinese, unlabelled, on A4. */
function isStoredLetter({ language, pages, size, copies, draft }: PacketRequest): boolean {
  const isWhole = pages.length === PACKET_PAGES.length && PACKET_PAGES.every(page => pages.includes(page));
  return isWhole && draft !== true && language === 'zh' && size === 'A4' && copies.length === 0;
}
