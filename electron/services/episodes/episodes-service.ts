import { AppError } from '../../../shared/contract/errors.ts';
import { type Episode, EpisodeFields } from '../../../shared/records/episode.ts';
import type { FindingEntry } from '../../../shared/records/finding.ts';
import { replacedRows } from '../database/replaced-rows.ts';
import type { EpisodeRow } from '../database/rows/episode-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import { recordsOf, survivorOf } from '../patients/same-person.ts';
import type { ServiceDependencies } from '../service.ts';
import { assertNotInFuture } from '../time-checks.ts';

export interface EpisodesDependencies extends ServiceDependencies {
  addFindings: (tx: Transaction, actor: Actor, episode: Episode, observedAt: string, findings: FindingEntry[]) => void;
  assess: (tx: Transaction, episodeId: string, since: string | null) => void;
  /** A new course begins: somebody is responsible for it. */
  begin: (tx: Transaction, actor: Actor, episodeId: string) => void;
}

export type EpisodesService = ReturnType<typeof createEpisodes>;

export function createEpisodes({ read, write, clock, ids, addFindings, assess, begin }: EpisodesDependencies) {
  const rows = () => read.query.selectFrom('episode').selectAll();

  function get(id: string): Episode {
    const row = read.first(rows().where('id', '=', id));
    if (!row) throw new AppError('not-found');
    return fromRow(row);
  }

  /**
   * Begins a course inside somebody's unit of work.
   * @throws AppError sample-time-in-future
   */
  function add(tx: Transaction, actor: Actor, patientId: string, fields: EpisodeFields): Episode {
    assertNotInFuture(clock, fields.firstPresentationAt, 'firstPresentationAt');
    const t0 = toUtc(fields.firstPresentationAt);
    const id = ids.uuid();
    tx.insert('episode', {
      id,
      patient_id: patientId,
      body_json: JSON.stringify({ ...fields, firstPresentationAt: t0 }),
      first_presentation_at: t0,
      created_at: tx.at,
      closed_at: null,
    });
    begin(tx, actor, id);
    return get(id);
  }

  /** Changes the facts of a course inside somebody's unit of work. */
  function change(tx: Transaction, id: string, version: number, fields: EpisodeFields): Episode {
    assertNotInFuture(clock, fields.firstPresentationAt, 'firstPresentationAt');
    const t0 = toUtc(fields.firstPresentationAt);
    const body_json = JSON.stringify({ ...fields, firstPresentationAt: t0 });
    tx.update('episode', id, version, { body_json, first_presentation_at: t0 });
    return get(id);
  }

  return {
    get,
    add,
    change,
    list: (patientId: string): Episode[] =>
      read
        .all(rows().where('patient_id', 'in', recordsOf(read, patientId)).orderBy('first_presentation_at', 'desc'))
        .map(fromRow),
    /** The findings given with it were seen at first presentation. */
    create(actor: Actor, input: { patientId: string; fields: EpisodeFields; findings: FindingEntry[] }): Episode {
      const patientId = survivorOf(read, input.patientId);
      return write(actor, { action: 'episodes.create', subject: patientId, reason: null }, tx => {
        const episode = add(tx, actor, patientId, input.fields);
        addFindings(tx, actor, episode, episode.firstPresentationAt, input.findings);
        assess(tx, episode.id, null);
        tx.announce({ type: 'patient.changed', patientId });
        return episode;
      });
    },
    /** @throws AppError invalid-input where T0 moves without a reason */
    update(actor: Actor, input: { id: string; version: number; fields: EpisodeFields; reason: string }): Episode {
      const present = get(input.id);
      if (toUtc(input.fields.firstPresentationAt) !== present.firstPresentationAt && input.reason === '')
        throw new AppError('invalid-input', { fields: ['reason'] });
      return write(
        actor,
        { action: 'episodes.update', subject: present.patientId, reason: input.reason || null },
        tx => {
          const episode = change(tx, input.id, input.version, input.fields);
          assess(tx, input.id, null);
          tx.announce({ type: 'patient.changed', patientId: present.patientId });
          return episode;
        },
      );
    },
    versions(id: string) {
      const { id: subject } = get(id);
      return replacedRows<EpisodeRow>(read, 'episode', [subject]).map(({ row, change }) => ({
        before: EpisodeFields.parse(JSON.parse(row.body_json)),
        change,
      }));
    },
  };
}

const toUtc = (instant: string): string => new Date(instant).toISOString();

const fromRow = (row: EpisodeRow): Episode => ({
  ...EpisodeFields.parse(JSON.parse(row.body_json)),
  id: row.id,
  patientId: row.patient_id,
  version: row.version,
  createdAt: row.created_at,
  closedAt: row.closed_at,
});
