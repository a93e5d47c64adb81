import { z } from 'zod';
import { EpisodeFields } from './episode.ts';
import { FindingEntry } from './finding.ts';
import { LabPanel } from './observation.ts';
import { Id } from './time.ts';

/** The quick form of the first hours: what the eight early-warning items need, all of one sample time. */
export const FirstVisit = LabPanel.omit({ episodeId: true, entries: true })
  .extend({
    patientId: Id,
    /** The course as it was on the screen; null = it begins with this form. */
    episode: z.object({ id: Id, version: z.int() }).nullable(),
    fields: EpisodeFields,
    entries: z.array(LabPanel.shape.entries.element),
    findings: z.array(FindingEntry),
  })
  .refine(({ entries, findings }) => entries.length + findings.length > 0, { error: 'empty-form' });
export type FirstVisit = z.infer<typeof FirstVisit>;
