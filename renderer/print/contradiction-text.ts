import { inputName } from '../../shared/clinical/clinical-wording.ts';
import { scoreDefinition } from '../../shared/clinical/score-registry.ts';
import { CONTRADICTED_KEYS, contradictionsOf } from '../../shared/clinical/treatment-contradictions.ts';
import type { Assessment } from '../../shared/records/assessment.ts';
import type { PacketModel } from '../../shared/referral/packet-model.ts';
import { timeText } from './packet-wording.ts';
import type { Words } from './words.ts';

type Record = Pick<PacketModel, 'treatments'>;

/** What a score was told of a treatment ("no", or nothing) against what the record says: one sentence each. */
export function contradictionTexts({ treatments }: Record, assessment: Assessment, words: Words): string[] {
  const { scoreId, inputs, anchorAt } = assessment;
  const asked = new Set<string>((scoreDefinition(scoreId)?.inputs ?? []).map(({ key }) => key));
  const answers = Object.fromEntries(inputs.map(({ key, value }) => [key, value]));
  const found = contradictionsOf(answers, treatments, Date.parse(anchorAt)).filter(({ key }) => asked.has(key));
  return CONTRADICTED_KEYS.flatMap(key => {
    const [first] = found.filter(each => each.key === key);
    const treatment = treatments.find(({ id }) => id === first?.treatmentId);
    if (treatment === undefined) return [];
    return [
      words.t('packet.score.contradicts', {
        treatment: words.t(`treatment.kind.${treatment.kind}`),
        from: timeText(treatment.startedAt),
        input: inputName(key, words.t),
        said: words.t(key in answers ? 'packet.score.saidNo' : 'packet.score.saidNothing'),
      }),
    ];
  });
}
