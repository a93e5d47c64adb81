import { BUSINESS_STATES, mayMove, placeOf } from '../../../shared/fhir/task-moves.ts';
import { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { SealedAnswer } from '../../../shared/referral/sealed-file.ts';
import type { RoadFault } from '../../../shared/referral/trust.ts';
import { blankDetail, referralEvents } from '../answers/referral-events.ts';
import { noteDifference } from '../answers/unread.ts';
import type { Actor } from '../database/unit-of-work.ts';
import { remoteTasks } from '../outbox/delivery.ts';
import type { ServiceDependencies } from '../service.ts';
import { readRegistrySetting } from '../sync/registry-settings.ts';

export interface AnswerImportDependencies extends ServiceDependencies {
  training: boolean;
}

type Intent = SealedAnswer['answers'][number];

export interface AnswerPreview {
  readonly referralId: string;
  readonly patientId: string;
  readonly number: string;
  /** Those that are new here, in their order. */
  readonly fresh: readonly Intent[];
  readonly all: readonly Intent[];
}

const PacketWard = PacketModel.pick({ ward: true });

/**
 * A ward's answers from a file, into the course of the referral that they answer: channel `file`, not confirmed by the
 * registry, never over what the registry said. The op's id is the event's, so that the same file twice adds nothing.
 */
export function createAnswerImport({ read, write, training }: AnswerImportDependencies) {
  const { query } = read;

  function preview(file: SealedAnswer): AnswerPreview | { fault: RoadFault } {
    if (file.training !== training) return { fault: 'training' };
    if (file.fhirBase !== readRegistrySetting(read).fhirBase) return { fault: 'foreign' };
    const referral = read.first(
      query.selectFrom('referral').select(['id', 'patient_id', 'number']).where('id', '=', file.referralId),
    );
    if (!referral || referral.number !== file.number) return { fault: 'not-answerable' };
    const packet = read.first(
      query
        .selectFrom('referral_packet')
        .select('model_json')
        .where('referral_id', '=', file.referralId)
        .orderBy('supplement', 'desc')
        .limit(1),
    );
    const ward = packet && PacketWard.parse(JSON.parse(packet.model_json)).ward;
    const isTheWard = ward?.facilityCode === file.from && file.answers.every(({ intent }) => isOf(intent, file.from));
    if (!isTheWard) return { fault: 'not-the-ward' };
    const task = remoteTasks(read, [file.referralId]).get(file.referralId);
    const known = new Set([
      ...referralEvents(read, [file.referralId]).map(event => event.id),
      ...(task?.ops.map(op => op.id) ?? []), // the registry has it already
    ]);
    const fresh = file.answers.filter(({ intent }) => !known.has(intent.opId));
    const isLegal = fresh.every(({ intent }, i) => {
      const before = fresh[i - 1]?.intent;
      const business = before?.to ?? task?.businessStatus ?? 'created';
      const status = before ? BUSINESS_STATES[before.to].status : (task?.taskStatus ?? 'requested');
      return mayMove(placeOf(status, business), intent.to, 'ward');
    });
    if (!isLegal) return { fault: 'illegal-answer' };
    const { id: referralId, patient_id: patientId } = referral;
    return { referralId, patientId, number: file.number, fresh, all: file.answers };
  }

  return {
    preview,
    take(actor: Actor, file: SealedAnswer): { fault: RoadFault | null; referralId: string | null } {
      const seen = preview(file);
      if ('fault' in seen) return { fault: seen.fault, referralId: null };
      const { referralId, patientId, fresh } = seen;
      if (fresh.length === 0) return { fault: null, referralId };
      write(actor, { action: 'received.takeFile', subject: patientId, reason: null }, tx => {
        for (const { intent, by } of fresh) {
          tx.insert('referral_event', {
            ...{ id: intent.opId, referral_id: referralId, kind: intent.to, at: intent.at, server_time: null },
            ...{ actor: by, channel: 'file' },
            detail_json: JSON.stringify({
              ...blankDetail(),
              taskStatus: BUSINESS_STATES[intent.to].status,
              businessStatus: intent.to,
              reason: intent.reason ?? '',
              outputs: intent.outputs.map(output => ({ ...output, reference: null })),
            }),
          });
        }
        noteDifference(tx, referralId);
        tx.announce({ type: 'referral.changed', referralId, patientId });
      });
      return { fault: null, referralId };
    },
  };
}

const isOf = (intent: Intent['intent'], site: string): boolean => intent.side === 'ward' && intent.site === site;
