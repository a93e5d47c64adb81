import { AppError } from '../../../shared/contract/errors.ts';
import { type AuditKind, auditKind } from '../../../shared/records/audit-kind.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import {
  type CourseEnd,
  type Deed,
  type EndReason,
  type Owner,
  type Pathway,
  reachedBy,
  Stamp,
  type StampEntry,
} from '../../../shared/records/pathway.ts';
import type { Delivery } from '../../../shared/referral/referral.ts';
import type { FollowPathway } from '../answers/follow-pathway.ts';
import type { CourseRow, StampRow } from '../database/rows/episode-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import { recordsOf } from '../patients/same-person.ts';
import type { ServiceDependencies } from '../service.ts';
import { assertNotInFuture } from '../time-checks.ts';
import { recordStamps } from './record-stamps.ts';

export interface PathwayDependencies extends ServiceDependencies {
  /** @throws AppError not-found */
  episode: (id: string) => Episode;
  deliveryOf: (referralId: string) => Delivery;
  /** @throws AppError departure-incomplete where something due is missing and no reason is given */
  assertMayDepart: (episodeId: string, emergencyReason: string | null) => void;
  /** Carries departures and ends over to the referral's Task. */
  follow: FollowPathway;
  /** Active users who may be responsible for a patient. */
  physicians: () => { id: string; name: string; title: string }[];
}

export interface StampInput {
  episodeId: string;
  entry: StampEntry;
  emergencyReason: string | null;
}

/** The way of an episode to the ward: stamps, responsible physician, and its end. */
export function createPathway(dependencies: PathwayDependencies) {
  const { read, write, clock, ids, episode } = dependencies;

  const courseRow = (episodeId: string): CourseRow | undefined =>
    read.first(read.query.selectFrom('course').selectAll().where('id', '=', episodeId));

  function typedStamps(episodeId: string): Stamp[] {
    const rows = read.query
      .selectFrom('stamp')
      .selectAll()
      .where('episode_id', '=', episodeId)
      .where('voided_at', 'is', null);
    return read.all(rows).map(fromRow);
  }

  function get({ episodeId }: { episodeId: string }): Pathway {
    const { firstPresentationAt } = episode(episodeId);
    const stamps: Stamp[] = [
      { id: null, milestone: 'presented', at: firstPresentationAt, channel: 'record', by: '', note: '' },
      ...recordStamps(read, episodeId, dependencies.deliveryOf),
      ...typedStamps(episodeId),
    ];
    const row = courseRow(episodeId);
    return {
      episodeId,
      owner: ownerOf(row),
      stamps: stamps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
      reached: reachedBy(firstPresentationAt, stamps),
      end: endOf(row),
    };
  }

  function put(tx: Transaction, episodeId: string, change: Partial<Omit<CourseRow, 'id' | 'version'>>): void {
    const present = courseRow(episodeId);
    if (present) tx.update('course', episodeId, present.version, change);
    else tx.insert('course', { ...BLANK, ...change, id: episodeId });
  }

  /** One change of the course of `episodeId`. */
  function change(
    actor: Actor,
    deed: { action: string; reason: string | null },
    of: Episode,
    work: (tx: Transaction) => void,
  ) {
    write(actor, { ...deed, subject: of.patientId }, tx => {
      work(tx);
      tx.announce({ type: 'patient.changed', patientId: of.patientId });
    });
    return get({ episodeId: of.id });
  }

  function setOwner(tx: Transaction, episodeId: string, owner: { id: string; name: string }, note: string): void {
    put(tx, episodeId, { owner_id: owner.id, owner_name: owner.name, owner_since: clock.now(), owner_note: note });
  }

  /** Deeds on all records of the person, whichever was merged into which. */
  function deeds({ episodeId }: { episodeId: string }): Deed[] {
    const { patientId, createdAt } = episode(episodeId);
    const events = read.all(
      read.query
        .selectFrom('audit_event')
        .select(['at', 'actor_name', 'action', 'reason'])
        .where('subject_id', 'in', recordsOf(read, patientId))
        .where('at', '>=', createdAt)
        .orderBy('seq', 'desc'),
    );
    return events
      .filter(({ action }) => TOLD.includes(auditKind(action)))
      .map(({ at, actor_name, action, reason }) => ({ at, by: actor_name, action, reason: reason ?? '' }));
  }

  return {
    get,
    deeds,
    physicians: dependencies.physicians,
    /** Whoever opens an episode is responsible for it, if they may be. */
    begin(tx: Transaction, actor: Actor, episodeId: string): void {
      const physician = dependencies.physicians().find(({ id }) => id === actor.id);
      if (physician) setOwner(tx, episodeId, physician, '');
    },
    /** @throws AppError sample-time-in-future | invalid-input before T0 | departure-incomplete */
    stamp(actor: Actor, { episodeId, entry, emergencyReason }: StampInput): Pathway {
      const of = episode(episodeId);
      assertNotInFuture(clock, entry.at, 'entry.at');
      // only the onset lies before first presentation
      if (entry.milestone !== 'onset' && Date.parse(entry.at) < Date.parse(of.firstPresentationAt))
        throw new AppError('invalid-input', { fields: ['entry.at'] });
      // told by telephone or on paper, the patient is on the road already: what is missing is owed (Referral.left)
      if (entry.milestone === 'departed' && entry.channel === 'seen')
        dependencies.assertMayDepart(episodeId, emergencyReason);
      return change(actor, { action: 'pathway.stamp', reason: emergencyReason }, of, tx => {
        tx.insert('stamp', {
          id: ids.uuid(),
          patient_id: of.patientId,
          episode_id: episodeId,
          recorded_at: clock.now(),
          recorded_by: actor.name,
          voided_at: null,
          milestone: entry.milestone,
          at: new Date(entry.at).toISOString(),
          channel: entry.channel,
          note: [entry.note, emergencyReason ?? ''].filter(Boolean).join(' '),
        });
        if (entry.milestone === 'departed') dependencies.follow.departed(tx, episodeId, entry.at);
      });
    },
    voidStamp(actor: Actor, { id, reason }: { id: string; reason: string }): Pathway {
      const row = read.first(read.query.selectFrom('stamp').selectAll().where('id', '=', id));
      if (!row) throw new AppError('not-found');
      if (row.voided_at !== null) throw new AppError('already-void');
      return change(actor, { action: 'pathway.voidStamp', reason }, episode(row.episode_id), tx => {
        tx.update('stamp', id, row.version, { voided_at: clock.now() });
        if (row.milestone === 'departed') dependencies.follow.notDeparted(tx, row.episode_id);
      });
    },
    /** @throws AppError not-found where `userId` is no active physician */
    handOver(actor: Actor, { episodeId, userId, note }: { episodeId: string; userId: string; note: string }): Pathway {
      const physician = dependencies.physicians().find(({ id }) => id === userId);
      if (!physician) throw new AppError('not-found', { fields: ['userId'] });
      return change(actor, { action: 'pathway.handOver', reason: note || null }, episode(episodeId), tx =>
        setOwner(tx, episodeId, physician, note),
      );
    },
    /** A course ended as low risk stays on the work list: it is to be scored again. */
    end(actor: Actor, { episodeId, reason, note }: { episodeId: string; reason: EndReason; note: string }): Pathway {
      const of = episode(episodeId);
      const at = clock.now();
      return change(actor, { action: 'pathway.end', reason: note || reason }, of, tx => {
        put(tx, episodeId, { ended_as: reason, ended_at: at, ended_by: actor.name, ended_note: note });
        tx.update('episode', episodeId, of.version, { closed_at: reason === 'low-risk' ? null : at });
        dependencies.follow.ended(tx, actor, { episodeId, reason, note, at });
      });
    },
    /** @throws AppError illegal-move where it was not ended */
    resume(actor: Actor, { episodeId, reason }: { episodeId: string; reason: string }): Pathway {
      const of = episode(episodeId);
      if (!endOf(courseRow(episodeId))) throw new AppError('illegal-move');
      return change(actor, { action: 'pathway.resume', reason }, of, tx => {
        put(tx, episodeId, { ended_as: null, ended_at: null, ended_by: null, ended_note: '' });
        tx.update('episode', episodeId, of.version, { closed_at: null });
      });
    },
  };
}

/** Kinds of audit events that belong to the story of a patient. */
const TOLD: readonly AuditKind[] = ['record', 'referral', 'output'];

const BLANK: Omit<CourseRow, 'id' | 'version'> = {
  owner_id: null,
  owner_name: '',
  owner_since: null,
  owner_note: '',
  ended_as: null,
  ended_at: null,
  ended_by: null,
  ended_note: '',
};

export function ownerOf(row: CourseRow | undefined): Owner | null {
  if (!row || row.owner_id === null || row.owner_since === null) return null;
  return { userId: row.owner_id, name: row.owner_name, since: row.owner_since, note: row.owner_note };
}

export function endOf(row: CourseRow | undefined): CourseEnd | null {
  if (!row || row.ended_as === null || row.ended_at === null) return null;
  return { reason: row.ended_as, note: row.ended_note, at: row.ended_at, by: row.ended_by ?? '' };
}

const fromRow = ({ id, milestone, at, channel, note, recorded_by }: StampRow): Stamp =>
  Stamp.parse({ id, milestone, at, channel, note, by: recorded_by });
