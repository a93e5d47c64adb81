import { createI18n } from '../../../shared/i18n/i18n.ts';
import type { AdviceLevel } from '../../../shared/records/advice.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import { LAB_CODES, type Observation } from '../../../shared/records/observation.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { treatmentText } from '../../../shared/records/treatment-text.ts';
import { blankReferralForm, type ReferralForm } from '../../../shared/referral/form.ts';

export interface PrefillSources {
  episode: Episode;
  treatments: readonly Treatment[];
  observations: readonly Observation[];
  wardId: string | null;
  /** By the hospital's policy; the form shows it beside the field, and the doctor may choose otherwise. */
  advised: AdviceLevel | null;
}

/**
 * A new form filled as far as the record goes, in Chinese (the language of the letter). Only facts that somebody
 * recorded, and the urgency that the hospital's policy advises; no diagnosis and no consent is ever filled in for the
 * doctor.
 */
export function prefillReferral({ episode, treatments, observations, wardId, advised }: PrefillSources): ReferralForm {
  const { t } = createI18n('zh-CN');
  const products = treatments.filter(({ kind }) => BLOOD_PRODUCTS.includes(kind));
  const line = (treatment: Treatment) =>
    `${wallClock(treatment.startedAt)} ${t(`treatment.kind.${treatment.kind}`)} ${treatmentText(treatment, t)}`.trim();
  return {
    ...blankReferralForm(),
    wardId,
    urgency: advised === 're-score' ? null : advised,
    treatmentSoFar: [...treatments].reverse().map(line).join('\n'),
    bloodProducts: products.reverse().map(line).join('\n'),
    pendingResults: LIST.format(pendingNames(observations)),
    presentState: LIST.format(episode.acutePresentation.map(sign => t(`episode.acutePresentation.${sign}`))),
  };
}

/** Items whose last word is that the result is not back, in the order of the catalogue. */
function pendingNames(observations: readonly Observation[]): string[] {
  const byTime = observations.toSorted((a, b) => Date.parse(a.sampledAt) - Date.parse(b.sampledAt));
  const last = new Map(byTime.map(row => [row.code, row]));
  return LAB_CODES.filter(code => last.get(code)?.missing === 'pending').map(code => labItem(code).names['zh-CN']);
}

const LIST = new Intl.ListFormat('zh-CN');

const BLOOD_PRODUCTS: readonly Treatment['kind'][] = ['plasma-exchange', 'plasma', 'albumin', 'red-cells'];
