import { z } from 'zod';
import { EpisodeFields } from '../../../shared/records/episode.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { acceptDraft } from '../../app/accept-draft.ts';
import { FindingDraft, openFindings } from './finding-draft.ts';

/** Everything of an episode but T0, which is blank until somebody has said it. */
const DraftFields = EpisodeFields.extend({
  firstPresentationAt: EpisodeFields.shape.firstPresentationAt.nullable(),
  aetiologies: z.array(EpisodeFields.shape.aetiologies.element),
});

const StoredDraft = z.object({
  fields: DraftFields,
  findings: FindingDraft,
});

/** The episode form as typed, with the first bedside findings. */
export interface EpisodeDraft {
  readonly fields: z.infer<typeof DraftFields>;
  readonly findings: FindingDraft;
}

export const blankEpisodeDraft = (): EpisodeDraft => ({
  fields: {
    encounter: 'inpatient',
    firstPresentationAt: null,
    firstPresentationSource: 'registration',
    aetiologies: [],
    aetiologyText: '',
    cirrhosis: { state: 'unknown', basis: [] },
    decompensated: 'unknown',
    cholestatic: 'unknown',
    acutePresentation: [],
    precipitants: [],
    antiviral: { drug: '', startedOn: null, stoppedOn: null },
  },
  findings: {},
});

export const draftOfEpisode = (fields: EpisodeFields): EpisodeDraft => ({
  fields: DraftFields.parse(fields), // drops what belongs to the row
  findings: {},
});

export type EpisodeLack = 't0' | 'future' | 'aetiology' | 'antiviral' | 'findings';

/** A drug cannot be stopped before it was started. */
export const isStoppedTooEarly = ({ antiviral: { startedOn, stoppedOn } }: EpisodeDraft['fields']): boolean =>
  startedOn !== null && stoppedOn !== null && stoppedOn < startedOn;
const TOLERANCE_MS = 5 * 60_000; // clocks differ by minutes; the services allow as much

/** What keeps the episode from being saved; what a referral needs beyond it is said there. */
export function episodeLacks({ fields, findings }: EpisodeDraft, now: Instant): EpisodeLack[] {
  const lacks: EpisodeLack[] = [];
  const { firstPresentationAt } = fields;
  if (firstPresentationAt === null) lacks.push('t0');
  else if (Date.parse(firstPresentationAt) > Date.parse(now) + TOLERANCE_MS) lacks.push('future');
  if (fields.aetiologies.length === 0) lacks.push('aetiology');
  if (isStoppedTooEarly(fields)) lacks.push('antiviral');
  if (openFindings(findings).length > 0) lacks.push('findings');
  return lacks;
}

/** The fields to store, null while T0 or the aetiology is missing. */
export function episodeFields({ fields }: EpisodeDraft): EpisodeFields | null {
  const cirrhosis = fields.cirrhosis.state === 'yes' ? fields.cirrhosis : { ...fields.cirrhosis, basis: [] };
  const parsed = EpisodeFields.safeParse({ ...fields, cirrhosis });
  return parsed.success ? parsed.data : null;
}

/** Reads a stored draft back; null where it is not one of ours. */
export function restoreEpisodeDraft(body: unknown): EpisodeDraft | null {
  return acceptDraft(StoredDraft, body);
}
