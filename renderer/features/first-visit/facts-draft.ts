import { z } from 'zod';
import { type Episode, EpisodeFields, Tristate } from '../../../shared/records/episode.ts';
import { FINDING_VALUES, type FindingEntry } from '../../../shared/records/finding.ts';
import { Instant } from '../../../shared/records/time.ts';
import { blankEpisodeDraft } from '../patient/episode-draft.ts';

/** HE grades as the radio buttons hold them. */
export const HE_CHOICES = ['0', '1', '2', '3', '4', 'not-assessable'] as const;

/** Course and bedside as answered; null = not answered yet. */
export const FactsDraft = z.object({
  t0: Instant.nullable(),
  source: EpisodeFields.shape.firstPresentationSource,
  encounter: EpisodeFields.shape.encounter,
  aetiologies: z.array(EpisodeFields.shape.aetiologies.element),
  /** Drafts that are older than the question have no answer to it. */
  acutePresentation: EpisodeFields.shape.acutePresentation.default([]),
  cirrhosis: Tristate.nullable(),
  he: z.enum(HE_CHOICES).nullable(),
  bleed: FINDING_VALUES.variceal_bleed.nullable(),
});
export type FactsDraft = z.infer<typeof FactsDraft>;

export const blankFacts = (): FactsDraft => ({
  t0: null,
  source: 'registration',
  encounter: 'emergency',
  aetiologies: [],
  acutePresentation: [],
  cirrhosis: null,
  he: null,
  bleed: null,
});

/** What the course is to hold: of one that runs only what was answered here, else a new one; null while it lacks. */
export function courseFields(facts: FactsDraft, episode: Episode | null): EpisodeFields | null {
  const { t0, source, encounter, aetiologies, acutePresentation, cirrhosis } = facts;
  const answered = (present: EpisodeFields['cirrhosis']): EpisodeFields['cirrhosis'] =>
    cirrhosis === null || cirrhosis === present.state ? present : { state: cirrhosis, basis: [] };
  if (episode) return { ...EpisodeFields.parse(episode), cirrhosis: answered(episode.cirrhosis) };
  const { fields } = blankEpisodeDraft();
  const begun = {
    ...fields,
    ...{ encounter, aetiologies, acutePresentation, firstPresentationAt: t0, firstPresentationSource: source },
    cirrhosis: answered(fields.cirrhosis),
  };
  return EpisodeFields.safeParse(begun).data ?? null;
}

export function factFindings({ he, bleed }: FactsDraft): FindingEntry[] {
  const grade = ([0, 1, 2, 3, 4] as const).find(each => String(each) === he);
  return [
    ...(he === null ? [] : [{ code: 'he' as const, value: grade ?? ('not-assessable' as const) }]),
    ...(bleed === null ? [] : [{ code: 'variceal_bleed' as const, value: bleed }]),
  ];
}
