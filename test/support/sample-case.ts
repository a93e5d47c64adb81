import type { EpisodeFields } from '../../shared/records/episode.ts';
import { labItem } from '../../shared/records/lab-catalogue.ts';
import type { LabCode, LabEntry } from '../../shared/records/observation.ts';
import type { Instant } from '../../shared/records/time.ts';

/** An acute exacerbation on HBV cirrhosis, first seen at `firstPresentationAt`; nothing unusual about it. */
export const episodeFields = (firstPresentationAt: Instant): EpisodeFields => ({
  encounter: 'emergency',
  firstPresentationAt,
  firstPresentationSource: 'triage',
  aetiologies: ['hbv'],
  aetiologyText: '',
  cirrhosis: { state: 'yes', basis: ['ultrasound'] },
  decompensated: 'no',
  cholestatic: 'no',
  acutePresentation: ['jaundice'],
  precipitants: [],
  antiviral: { drug: '', startedOn: null, stoppedOn: null },
});

/** One value as typed, in the item's own unit; null = the result is not back yet. */
export const labEntry = (code: LabCode, value: string | null, more: Partial<LabEntry> = {}): LabEntry => ({
  code,
  value,
  unit: labItem(code).unit,
  comparator: null,
  text: null,
  missing: value === null ? 'pending' : null,
  confirmed: false,
  ...more,
});
