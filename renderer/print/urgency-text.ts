import { isLessUrgent } from '../../shared/referral/answer.ts';
import type { PacketModel } from '../../shared/referral/packet-model.ts';
import type { Words } from './words.ts';

/** Why the physician asked for less haste than the policy computed, blank where nobody wrote it; null where not less. */
export function lessUrgentReason({ form, advice }: PacketModel): string | null {
  if (!isLessUrgent(form.urgency, advice?.computed.level ?? null)) return null;
  return form.urgencyReason.trim() || (advice?.decision?.reason ?? '').trim();
}

const REASON_LENGTH = 40; // characters; P2 has it longer, the record whole

/** One line beneath the urgency of the letter. */
export function lessUrgentText(model: PacketModel, words: Words): string | null {
  const reason = lessUrgentReason(model);
  const computed = model.advice?.computed.level;
  if (reason === null || computed === undefined) return null;
  const level = words.t(`advice.level.${computed}`);
  if (reason === '') return words.t('packet.letter.lessUrgentNoReason', { level });
  const characters = Array.from(reason);
  const isCut = characters.length > REASON_LENGTH;
  const shown = isCut ? `${characters.slice(0, REASON_LENGTH - 1).join('')}…` : reason;
  return words.t('packet.letter.lessUrgent', { level, reason: shown });
}
