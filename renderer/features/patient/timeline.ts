import type { Episode } from '../../../shared/records/episode.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import type { Instant } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import type { Referral } from '../../../shared/referral/referral.ts';

export interface TimelineSources {
  readonly episode: Pick<Episode, 'firstPresentationAt'>;
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
  readonly treatments: readonly Treatment[];
  readonly referrals: readonly Pick<Referral, 'signedAt' | 'number' | 'delivery'>[];
}

export type TimelineEvent = { readonly at: Instant } & (
  | { readonly kind: 't0' }
  | { readonly kind: 'labs'; readonly observations: readonly Observation[] }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'treatment' | 'treatmentEnd'; readonly treatment: Treatment }
  | { readonly kind: 'signed'; readonly number: string }
  | { readonly kind: 'delivered' }
);

function labEvents(observations: readonly Observation[]): TimelineEvent[] {
  const bySample = Map.groupBy(
    observations.filter(observation => observation.voidedAt === null),
    observation => Date.parse(observation.sampledAt),
  );
  return [...bySample].map(([at, panel]) => ({ kind: 'labs', at: new Date(at).toISOString(), observations: panel }));
}

/** One look at the bedside is one event, however much was seen. */
function findingEvents(findings: readonly Finding[]): TimelineEvent[] {
  const byTime = Map.groupBy(
    findings.filter(finding => finding.voidedAt === null),
    finding => Date.parse(finding.observedAt),
  );
  return [...byTime].map(([at, seen]) => ({ kind: 'findings', at: new Date(at).toISOString(), findings: seen }));
}

/** What happened in the `hours` before `now`, newest first; void rows and what lies ahead are left out. */
export function timelineOf(sources: TimelineSources, now: Instant, hours: number): TimelineEvent[] {
  const { episode, observations, findings, treatments, referrals } = sources;
  const events: TimelineEvent[] = [
    { kind: 't0', at: episode.firstPresentationAt },
    ...labEvents(observations),
    ...findingEvents(findings),
  ];
  for (const treatment of treatments) {
    if (treatment.voidedAt !== null) continue;
    events.push({ kind: 'treatment', at: treatment.startedAt, treatment });
    if (treatment.endedAt !== null) events.push({ kind: 'treatmentEnd', at: treatment.endedAt, treatment });
  }
  for (const { signedAt, number, delivery } of referrals) {
    if (signedAt !== null) events.push({ kind: 'signed', at: signedAt, number: number ?? '' });
    if (delivery.state === 'delivered') events.push({ kind: 'delivered', at: delivery.serverTime });
  }
  const untilMs = Date.parse(now);
  const sinceMs = untilMs - hours * 3_600_000;
  return events
    .filter(({ at }) => Date.parse(at) >= sinceMs && Date.parse(at) <= untilMs)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
