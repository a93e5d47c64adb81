import type { PatientLine } from '../../../shared/contract/clinical.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { maskName } from '../../../shared/records/masking.ts';
import { type Patient, PatientFields, patientAge } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import type { Delivery } from '../../../shared/referral/referral.ts';
import type { PatientRow } from '../database/schema.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { foldForSearch, searchTerms } from './search-terms.ts';

export interface PatientsDependencies extends ServiceDependencies {
  /** Age and sex are inputs of scores. */
  assess: (tx: Transaction, episodeId: string, since: string | null) => void;
  worstGrade: (episodeId: string) => PatientLine['worst'];
  /** The latest referral of an episode and how far it has got. */
  latestReferral: (episodeId: string) => { id: string; delivery: Delivery } | null;
}

/** After every other code point, so that a prefix is a range of the index. */
const LAST = '\u{10ffff}';

export type PatientsService = ReturnType<typeof createPatients>;

export function createPatients({ read, write, clock, ids, assess, worstGrade, latestReferral }: PatientsDependencies) {
  const query = read.query;

  function get(id: string): Patient {
    const row = read.first(query.selectFrom('patient').selectAll().where('id', '=', id));
    if (!row) throw new AppError('not-found');
    return fromRow(row);
  }

  function putSearchTerms(tx: Transaction, patientId: string, fields: PatientFields): void {
    tx.bookkeeping.remove('patient_search', { patient_id: patientId });
    for (const term of searchTerms(fields)) tx.bookkeeping.put('patient_search', { patient_id: patientId, ...term });
  }

  function line(row: PatientRow): PatientLine {
    const patient = fromRow(row);
    const episode = read.first(
      query
        .selectFrom('episode')
        .select(['id', 'first_presentation_at'])
        .where('patient_id', '=', row.id)
        .orderBy('first_presentation_at', 'desc')
        .limit(1),
    );
    const lastSample =
      episode &&
      read.first(
        query
          .selectFrom('observation')
          .select('sampled_at')
          .where('episode_id', '=', episode.id)
          .where('voided_at', 'is', null)
          .orderBy('sampled_at', 'desc')
          .limit(1),
      );
    const referral = episode ? latestReferral(episode.id) : null;
    return {
      id: patient.id,
      name: patient.name,
      sex: patient.sex,
      ageYears: patientAge(patient, wallDay(clock.now())),
      hospitalNumber:
        patient.hospitalNumbers.inpatient || patient.hospitalNumbers.outpatient || patient.hospitalNumbers.record,
      episodeId: episode?.id ?? null,
      firstPresentationAt: episode?.first_presentation_at ?? null,
      lastSampleAt: lastSample?.sampled_at ?? null,
      worst: episode ? worstGrade(episode.id) : null,
      delivery: referral?.delivery ?? null,
      referralId: referral?.id ?? null,
    };
  }

  /** Open episodes by time left of the 48 h (the earliest T0 first), then patients without an episode. */
  function workList(limit: number): PatientRow[] {
    return read.all(
      query
        .selectFrom('patient')
        .leftJoin('episode', join =>
          join.onRef('episode.patient_id', '=', 'patient.id').on('episode.closed_at', 'is', null),
        )
        .selectAll('patient')
        .where('patient.voided_at', 'is', null)
        .groupBy('patient.id')
        .orderBy(eb => eb.fn.coalesce('episode.first_presentation_at', eb.val(LAST)))
        .orderBy('patient.updated_at', 'desc')
        .limit(limit),
    );
  }

  function find(text: string, limit: number): PatientRow[] {
    const prefix = foldForSearch(text);
    return read.all(
      query
        .selectFrom('patient')
        .selectAll()
        .where('voided_at', 'is', null)
        .where('id', 'in', eb =>
          eb
            .selectFrom('patient_search')
            .select('patient_id')
            .where('term', '>=', prefix)
            .where('term', '<', prefix + LAST),
        )
        .orderBy('updated_at', 'desc')
        .limit(limit),
    );
  }

  return {
    get,
    list(input: { query: string; limit: number; masked: boolean }): PatientLine[] {
      const rows = foldForSearch(input.query) === '' ? workList(input.limit) : find(input.query, input.limit);
      const lines = rows.map(line);
      return input.masked ? lines.map(each => ({ ...each, name: maskName(each.name) })) : lines;
    },
    create(actor: Actor, fields: PatientFields): Patient {
      const id = ids.uuid();
      const now = clock.now();
      write(actor, { action: 'patients.create', subject: id, reason: null }, tx => {
        tx.insert('patient', {
          id,
          body_json: JSON.stringify(fields),
          name: fields.name,
          created_at: now,
          updated_at: now,
          voided_at: null,
        });
        putSearchTerms(tx, id, fields);
        tx.announce({ type: 'patient.changed', patientId: id });
      });
      return get(id);
    },
    update(actor: Actor, input: { id: string; version: number; fields: PatientFields; reason: string }): Patient {
      const { id, version, fields } = input;
      write(actor, { action: 'patients.update', subject: id, reason: input.reason || null }, tx => {
        const body_json = JSON.stringify(fields);
        tx.update('patient', id, version, { body_json, name: fields.name, updated_at: clock.now() });
        putSearchTerms(tx, id, fields);
        for (const episode of read.all(query.selectFrom('episode').select('id').where('patient_id', '=', id)))
          assess(tx, episode.id, null);
        tx.announce({ type: 'patient.changed', patientId: id });
      });
      return get(id);
    },
  };
}

const fromRow = (row: PatientRow): Patient => ({
  ...PatientFields.parse(JSON.parse(row.body_json)),
  id: row.id,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  voidedAt: row.voided_at,
});
