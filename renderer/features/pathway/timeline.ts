import { type Finding, inFormOrder } from '../../../shared/records/finding.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import type { Deed, Stamp } from '../../../shared/records/pathway.ts';
import type { Instant } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';

export interface TimelineSources {
  readonly stamps: readonly Stamp[];
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
  readonly treatments: readonly Treatment[];
  readonly deeds: readonly Deed[];
}

/** `by`: who recorded it. */
export type TimelineEvent = { readonly at: Instant; readonly by: string } & (
  | { readonly kind: 'labs'; readonly observations: readonly Observation[] }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'treatment' | 'treatmentEnd'; readonly treatment: Treatment }
  | { readonly kind: 'stamp'; readonly stamp: Stamp }
  | { readonly kind: 'deed'; readonly deed: Deed }
);

/** What the list can be narrowed to. */
export const TIMELINE_FILTERS = ['stamps', 'labs', 'findings', 'treatments', 'deeds'] as const;
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number];

const FILTER_OF = {
  stamp: 'stamps',
  labs: 'labs',
  findings: 'findings',
  treatment: 'treatments',
  treatmentEnd: 'treatments',
  deed: 'deeds',
} as const satisfies Record<TimelineEvent['kind'], TimelineFilter>;

export const filterOf = (event: TimelineEvent): TimelineFilter => FILTER_OF[event.kind];

/** Rows of one moment are one event, however many values there were. */
function together<Row extends { voidedAt: Instant | null; recordedBy: string }>(
  rows: readonly Row[],
  at: (row: Row) => Instant,
): { at: Instant; by: string; rows: Row[] }[] {
  const byTime = Map.groupBy(
    rows.filter(row => row.voidedAt === null),
    row => Date.parse(at(row)),
  );
  return [...byTime].map(([time, all]) => ({
    at: new Date(time).toISOString(),
    by: [...new Set(all.map(row => row.recordedBy))].join(' '),
    rows: all,
  }));
}

/**
 * What happened, newest first; void rows and what lies ahead are left out.
 * @param hours of the past, up to `now`; null = all
 */
export function timelineOf(sources: TimelineSources, now: Instant, hours: number | null): TimelineEvent[] {
  const { stamps, observations, findings, treatments, deeds } = sources;
  const events: TimelineEvent[] = [
    ...stamps
      .filter(({ milestone }) => milestone !== 'sampled') // the sample itself is on the list
      .map(stamp => ({ kind: 'stamp' as const, at: stamp.at, by: stamp.by, stamp })),
    ...together(observations, each => each.sampledAt).map(({ rows, ...when }) => ({
      kind: 'labs' as const,
      ...when,
      observations: rows,
    })),
    ...together(findings, each => each.observedAt).map(({ rows, ...when }) => ({
      kind: 'findings' as const,
      ...when,
      findings: inFormOrder(rows),
    })),
  ];
  for (const deed of deeds) events.push({ kind: 'deed', at: deed.at, by: deed.by, deed });
  for (const treatment of treatments) {
    if (treatment.voidedAt !== null) continue;
    const by = treatment.recordedBy;
    events.push({ kind: 'treatment', at: treatment.startedAt, by, treatment });
    if (treatment.endedAt !== null) events.push({ kind: 'treatmentEnd', at: treatment.endedAt, by, treatment });
  }
  const untilMs = Date.parse(now);
  const sinceMs = hours === null ? Number.NEGATIVE_INFINITY : untilMs - hours * 3_600_000;
  return events
    .filter(({ at }) => Date.parse(at) >= sinceMs && Date.parse(at) <= untilMs)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
