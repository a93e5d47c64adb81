import { AppError } from '../../../shared/contract/errors.ts';
import { isSigned } from '../../../shared/fhir/head-bundle.ts';
import { toOutcomes } from '../../../shared/fhir/registry-only.ts';
import type { Id } from '../../../shared/records/time.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { blankReturn, ReturnContent, type ReturnRecord } from '../../../shared/referral/return-record.ts';
import type { ReturnRow } from '../database/rows/referral-rows.ts';
import type { Actor } from '../database/unit-of-work.ts';
import { enqueueRegistryOnly } from '../outbox/enqueue-registry-only.ts';
import { writingFor } from '../outbox/wire.ts';
import type { ServiceDependencies } from '../service.ts';

export interface ReturnsDependencies extends ServiceDependencies {
  /** The packet that was signed last; null for a draft. */
  frozen: (referralId: Id) => { model: PacketModel } | null;
}

/** What came back of a referral by the ward's paper or word (groups 67–70). Outcome and follow-up go to the registry. */
export function createReturns({ read, write, clock, ids, frozen }: ReturnsDependencies) {
  const row = (referralId: Id): ReturnRow | undefined =>
    read.first(read.query.selectFrom('return_record').selectAll().where('id', '=', referralId));

  function get(referralId: Id): ReturnRecord {
    const found = row(referralId);
    if (!found) return { ...blankReturn(), referralId, version: 0, savedAt: null, savedBy: '' };
    const { version, content_json, saved_at: savedAt, saved_by: savedBy } = found;
    return { ...ReturnContent.parse(JSON.parse(content_json)), referralId, version, savedAt, savedBy };
  }

  return {
    get,
    /** What was typed; null where nothing was. */
    contentOf: (referralId: Id): ReturnContent | null =>
      row(referralId) ? ReturnContent.parse(get(referralId)) : null,
    /**
     * @param version of the record that was read; 0 = none was saved yet
     * @throws AppError stale-version | illegal-move where the referral was never signed
     */
    save(
      actor: Actor,
      { referralId, version, content }: { referralId: Id; version: number; content: ReturnContent },
    ): ReturnRecord {
      const packet = frozen(referralId)?.model;
      if (!packet || !isSigned(packet)) throw new AppError('illegal-move');
      const present = row(referralId);
      if ((present?.version ?? 0) !== version)
        throw new AppError('stale-version', { id: referralId, count: present?.version ?? 0 });
      const { patientId } = packet.episode;
      const columns = { content_json: JSON.stringify(content), saved_at: clock.now(), saved_by: actor.name };
      write(actor, { action: 'returns.save', subject: patientId, reason: null }, tx => {
        if (present) tx.update('return_record', referralId, version, columns);
        else tx.insert('return_record', { id: referralId, ...columns });
        const before = present ? ReturnContent.parse(JSON.parse(present.content_json)) : blankReturn();
        const isNews = JSON.stringify(registryPart(before)) !== JSON.stringify(registryPart(content));
        if (isNews)
          enqueueRegistryOnly(
            tx,
            ids,
            packet,
            toOutcomes(referralId, content, version + 1, writingFor(tx.read, packet)),
          );
        tx.announce({ type: 'referral.changed', referralId, patientId });
      });
      return get(referralId);
    },
  };
}

const registryPart = ({ outcome, outcomeOn, followUp }: ReturnContent) => ({ outcome, outcomeOn, followUp });
