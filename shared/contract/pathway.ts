import { z } from 'zod';
import { Deed, EndReason, Pathway, StampEntry } from '../records/pathway.ts';
import { Id } from '../records/time.ts';
import { readClinical, record, sign } from './procedure.ts';

const OfEpisode = z.object({ episodeId: Id });

export const pathway = {
  get: readClinical.input(OfEpisode).output(Pathway),
  /** Every entry, correction, signature, handover and print of this person since first presentation, newest first. */
  deeds: readClinical.input(OfEpisode).output(z.array(Deed)),
  /** Adds a stamp beside what is known; an earlier word on the same milestone stays. */
  stamp: record
    .input(
      OfEpisode.extend({
        entry: StampEntry,
        /** Why the patient left with something due at departure missing. */
        emergencyReason: z.string().trim().min(1).max(200).nullable().default(null),
      }),
    )
    .output(Pathway),
  voidStamp: record.input(z.object({ id: Id, reason: z.string().trim().min(1).max(200) })).output(Pathway),
  /** Physicians who can be made responsible. */
  physicians: readClinical.output(z.array(z.object({ id: Id, name: z.string(), title: z.string() }))),
  handOver: record.input(OfEpisode.extend({ userId: Id, note: z.string().trim().max(300) })).output(Pathway),
  /** Ends the clocks. Never a pause: only another reason, or taking it up again with one. */
  end: sign.input(OfEpisode.extend({ reason: EndReason, note: z.string().trim().max(300) })).output(Pathway),
  resume: sign.input(OfEpisode.extend({ reason: z.string().trim().min(1).max(200) })).output(Pathway),
};
