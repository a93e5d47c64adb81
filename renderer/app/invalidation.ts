import type { QueryClient } from '@tanstack/react-query';
import { api } from './api.ts';
import type { LiveEvent } from './live-events.ts';

/** Which answers an event makes old. Only what is on screen is asked again at once. */
export function invalidatedBy(event: LiveEvent): readonly (readonly unknown[])[] {
  switch (event.type) {
    case 'patient.changed':
      return [
        api.worklist.key(),
        api.patients.key(),
        api.identity.key(),
        api.episodes.key(),
        api.findings.key(),
        api.labs.key(),
        api.criticalValues.key(),
        api.labImports.list.key(),
        api.assessments.key(),
        api.advice.key(),
        api.management.key(),
        api.treatments.key(),
        api.pathway.key(),
        api.figures.key(),
        api.referrals.key(),
        api.packet.key(),
        api.outbox.key(),
      ];
    case 'referral.changed':
      return [
        api.worklist.key(),
        api.referrals.key(),
        api.departures.key(),
        api.returns.key(),
        api.packet.key(),
        api.patients.key(),
        api.pathway.key(),
        api.figures.key(),
        api.outbox.key(),
        api.answers.key(),
        api.messages.key(),
        api.sync.key(),
      ];
    case 'sync.changed':
      return [api.sync.key(), api.outbox.key(), api.answers.news.key(), api.referrals.key(), api.worklist.list.key()];
    case 'settings.changed':
      return [
        api.worklist.key(),
        api.facility.key(),
        api.wards.key(),
        api.users.key(),
        api.registry.key(),
        api.trust.key(),
        api.sync.key(),
        api.criticalValues.key(),
        api.formulas.key(),
        api.models.key(),
        api.labProfiles.key(),
        api.assessments.key(), // a formula that was disabled or checked again, a model that was installed
        api.policy.key(),
        api.advice.key(),
      ];
    case 'received.changed':
      return [api.received.key(), api.outbox.key(), api.answers.news.key()];
    case 'lab-inbox.changed':
      return [api.labInbox.key()];
    case 'backup.changed':
      return [api.backup.key()];
    case 'clock.changed':
      return [api.deviceClock.key()];
    case 'line.restored':
      return [[]]; // the empty key is part of every key
    case 'session.locked':
      return [];
  }
}

/** Events of one write come in a bunch; what they make old is asked again once. */
const BUNCH_MS = 40;

/** Hears events and renews what they made old. Returns the listener and the way to stop. */
export function renewing(queries: QueryClient): { hear(event: LiveEvent): void; stop(): void } {
  const old = new Map<string, readonly unknown[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renew = () => {
    timer = undefined;
    const keys = [...old.values()];
    old.clear();
    for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
  };
  return {
    hear: event => {
      for (const key of invalidatedBy(event)) old.set(JSON.stringify(key), key);
      timer ??= setTimeout(renew, BUNCH_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
