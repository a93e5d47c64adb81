import { AppError } from '../../../shared/contract/errors.ts';
import type { FileOutcome } from '../../../shared/contract/received.ts';
import { SEALED_FILE_BYTES } from '../../../shared/referral/sealed-file.ts';
import type { RoadFault } from '../../../shared/referral/trust.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { Ids } from '../ports.ts';
import { type OpenedFile, openFile } from '../sealed-file/seal-file.ts';
import type { TrustService } from '../trust/trust-service.ts';
import type { createAnswerImport } from './answer-import.ts';
import type { ReceivedService } from './received-service.ts';

/** A file on its way in; it lives in memory only, until it is taken or another one is begun by the same user. */
interface Desk {
  readonly id: string;
  readonly size: number;
  pieces: string[];
  length: number;
}

export interface FileDeskDependencies {
  ids: Ids;
  trust: TrustService;
  received: ReceivedService;
  answers: ReturnType<typeof createAnswerImport>;
}

const refused = (fault: RoadFault) => ({ ok: false as const, fault });

/** Takes files in, piece by piece, and says what they are before anything is stored. */
export function createFileDesk({ ids, trust, received, answers }: FileDeskDependencies) {
  const desks = new Map<string, Desk>(); // by user

  function deskOf(actor: Actor, id: string): Desk {
    const desk = desks.get(actor.id);
    if (desk?.id !== id || desk.length !== desk.size) throw new AppError('not-found', { id });
    return desk;
  }

  const opened = (desk: Desk) =>
    openFile(desk.pieces.join(''), { trust: trust.list(), sealKey: trust.sealKeyByThumbprint });

  function shown({ content, standing }: OpenedFile): FileOutcome {
    if (content.kind === 'answer') {
      const preview = answers.preview(content);
      if ('fault' in preview) return refused(preview.fault);
      const { referralId, patientId, number, fresh, all } = preview;
      const entries = all.map(({ intent, by }) => ({
        ...{ id: intent.opId, to: intent.to, at: intent.at, by, reason: intent.reason ?? '', outputs: intent.outputs },
      }));
      return {
        ok: true,
        kind: 'answer',
        standing,
        referralId,
        patientId,
        number,
        fresh: fresh.length,
        answers: entries,
      };
    }
    const incoming = received.incomingOf(content, standing);
    if ('fault' in incoming) return refused(incoming.fault);
    const preview = received.preview(incoming);
    return 'fault' in preview ? refused(preview.fault) : { ok: true, kind: 'referral', preview };
  }

  return {
    /** @throws AppError invalid-input: longer than a file may be */
    begin(actor: Actor, size: number): { id: string } {
      if (size > SEALED_FILE_BYTES) throw new AppError('invalid-input', { fields: ['size'] });
      const id = ids.uuid();
      desks.set(actor.id, { id, size, pieces: [], length: 0 });
      return { id };
    },
    append(actor: Actor, { id, at, text }: { id: string; at: number; text: string }): { received: number } {
      const desk = desks.get(actor.id);
      if (desk?.id !== id) throw new AppError('not-found', { id });
      if (at !== desk.length || at + text.length > desk.size) throw new AppError('invalid-input', { fields: ['at'] });
      desk.pieces.push(text);
      desk.length += text.length;
      return { received: desk.length };
    },
    async preview(actor: Actor, id: string): Promise<FileOutcome> {
      const opening = await opened(deskOf(actor, id));
      return opening.ok ? shown(opening.file) : refused(opening.fault);
    },
    async take(
      actor: Actor,
      id: string,
    ): Promise<{ fault: RoadFault | null; id: string | null; referralId: string | null }> {
      const opening = await opened(deskOf(actor, id));
      if (!opening.ok) return { fault: opening.fault, id: null, referralId: null };
      const { content, standing } = opening.file;
      if (content.kind === 'answer') return { ...answers.take(actor, content), id: null };
      const incoming = received.incomingOf(content, standing);
      if ('fault' in incoming) return { fault: incoming.fault, id: null, referralId: null };
      desks.delete(actor.id);
      return { ...received.take(actor, incoming), referralId: null };
    },
  };
}
