import { z } from 'zod';
import { MILESTONE_IDS } from '../clinical/milestones.ts';
import { Id, Instant } from './time.ts';

/** How a stamp is known: from the record here, from the registry, by telephone, on paper, or seen by a colleague. */
export const StampChannel = z.enum(['record', 'registry', 'phone', 'paper', 'seen']);
export type StampChannel = z.infer<typeof StampChannel>;

/** One word on when a milestone of the course was reached. Several may stand side by side; none is overwritten. */
export const Stamp = z.object({
  /** Null where the record itself says it: then there is nothing to void here. */
  id: Id.nullable(),
  milestone: z.enum(MILESTONE_IDS),
  at: Instant,
  channel: StampChannel,
  by: z.string(),
  note: z.string(),
});
export type Stamp = z.infer<typeof Stamp>;

/** What a person types about a milestone that the record does not know by itself. */
export const StampEntry = z.object({
  milestone: z.enum(MILESTONE_IDS).exclude(['presented', 'signed', 'delivered']),
  at: Instant,
  channel: StampChannel.extract(['phone', 'paper', 'seen']),
  note: z.string().trim().max(300),
});
export type StampEntry = z.infer<typeof StampEntry>;

/** Why the clocks of a course were ended before the ward (records-and-forms 9.2). */
export const EndReason = z.enum([
  'patient-refused',
  'died',
  'low-risk',
  'not-accepted',
  'treated-here',
  'entered-in-error',
]);
export type EndReason = z.infer<typeof EndReason>;

export const CourseEnd = z.object({ reason: EndReason, note: z.string(), at: Instant, by: z.string() });
export type CourseEnd = z.infer<typeof CourseEnd>;

/** The responsible physician, since when, and what was said at the handover. */
export const Owner = z.object({ userId: Id, name: z.string(), since: Instant, note: z.string() });
export type Owner = z.infer<typeof Owner>;

/** Something that somebody did to this person's record, from the audit log; what was looked at is left out. */
export const Deed = z.object({ at: Instant, by: z.string(), action: z.string(), reason: z.string() });
export type Deed = z.infer<typeof Deed>;

/** An episode's way to the ward: who is responsible, what was reached when, and whether it was ended. */
export const Pathway = z.object({
  episodeId: Id,
  owner: Owner.nullable(),
  /** All stamps that hold, by milestone and time. */
  stamps: z.array(Stamp),
  /** The instant that counts for each milestone. */
  reached: z.partialRecord(z.enum(MILESTONE_IDS), Instant).and(z.object({ presented: Instant })),
  end: CourseEnd.nullable(),
});
export type Pathway = z.infer<typeof Pathway>;

/** What the ward does first may be known twice; for these the first word counts, for all others the registry's. */
const FIRST_COUNTS: readonly string[] = [
  'sampled',
  'eight-complete',
  'judged',
  'signed',
  'delivered',
  'read',
  'answered',
];

/** Which of several stamps of one milestone counts for the clocks. */
export function reachedBy(presented: Instant, stamps: readonly Stamp[]): Pathway['reached'] {
  const reached: Record<string, Instant> = {};
  for (const [milestone, all] of Map.groupBy(stamps, stamp => stamp.milestone)) {
    const registry = all.filter(({ channel }) => channel === 'registry');
    const counting = registry.length > 0 && !FIRST_COUNTS.includes(milestone) ? registry : all;
    const [first] = counting.map(({ at }) => at).sort((a, b) => Date.parse(a) - Date.parse(b));
    if (first !== undefined) reached[milestone] = first;
  }
  return { ...reached, presented };
}
