import { AppError } from '../../../shared/contract/errors.ts';
import { type ChangedSince, type ImportRow, LabImport } from '../../../shared/records/lab-import.ts';
import { LabCode } from '../../../shared/records/observation.ts';
import type { ObservationRow } from '../database/rows/episode-rows.ts';
import type { LabImportedRow, LabImportRow } from '../database/rows/lab-import-rows.ts';
import type { Reader } from '../database/store.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { EpisodeRecordDependencies } from '../service.ts';

/** A batch as it is stored; its rows come with it. */
export type BatchColumns = Omit<LabImportRow, 'version' | 'undone_at' | 'undone_by' | 'undo_reason'>;

export interface TickedRow {
  readonly row: ImportRow;
  readonly releasedMs: number | null;
}

/** The columns of an observation that a batch writes, and that an undo puts back. */
const VALUE_COLUMNS = [
  'value_si',
  'comparator',
  'text',
  'missing',
  'entered_value',
  'entered_unit',
  'time_source',
  'laboratory',
  'source',
  'range_low',
  'range_high',
  'lab_flag',
  'recorded_at',
  'recorded_by',
] as const;

type ValueColumns = Pick<ObservationRow, (typeof VALUE_COLUMNS)[number]>;

export type ImportBatches = ReturnType<typeof createImportBatches>;

/** Batches of imported values: storing one, listing them, taking one back. */
export function createImportBatches({ read, write, clock, ids, episode, assess }: EpisodeRecordDependencies) {
  const batches = () => read.query.selectFrom('lab_import').selectAll();

  function get(id: string): LabImport {
    const row = read.first(batches().where('id', '=', id));
    if (!row) throw new AppError('not-found', { id });
    return fromRow(row, row.undone_at === null ? changedSince(read, id) : []);
  }

  function addRow(tx: Transaction, batch: BatchColumns, { row, releasedMs }: TickedRow): void {
    if (row.code === null || row.sampledAt === null || row.timeSource === null) throw new AppError('stale-version');
    const value = valueColumns(row, batch);
    const present = row.stored?.voidedAt === null ? row.stored : null;
    const observationId = present?.id ?? ids.uuid();
    const version = present ? tx.update('observation', present.id, present.version, value) : 1;
    if (!present) {
      tx.insert('observation', {
        id: observationId,
        patient_id: batch.patient_id,
        episode_id: batch.episode_id,
        voided_at: null,
        code: row.code,
        sampled_at: row.sampledAt,
        ...value,
      });
    }
    tx.insert('lab_import_row', {
      id: ids.uuid(),
      import_id: batch.id,
      observation_id: observationId,
      observation_version: version,
      line: row.line,
      released_at: releasedMs === null ? null : new Date(releasedMs).toISOString(),
    });
  }

  function undoRow(tx: Transaction, { observation_id: id, observation_version: version }: LabImportedRow): void {
    if (version === 1) {
      tx.update('observation', id, version, { voided_at: clock.now() });
      return;
    }
    const before = tx.read.first(
      tx.read.query
        .selectFrom('row_version')
        .select('row_json')
        .where('entity', '=', 'observation')
        .where('entity_id', '=', id)
        .where('version', '=', version - 1),
    );
    if (!before) throw new AppError('not-found', { id });
    const row: ValueColumns = JSON.parse(before.row_json); // as unit-of-work.ts wrote it
    const former = Object.fromEntries(VALUE_COLUMNS.map(column => [column, row[column]]));
    tx.update('observation', id, version, former);
  }

  return {
    get,
    list: (episodeId: string): LabImport[] =>
      read
        .all(batches().where('episode_id', '=', episodeId).orderBy('imported_at', 'desc'))
        .map(row => fromRow(row, row.undone_at === null ? changedSince(read, row.id) : [])),
    /** Patients for whom results of a file stand. */
    countOf: (sha256: string): number =>
      new Set(
        read
          .all(batches().where('file_sha256', '=', sha256).where('undone_at', 'is', null))
          .map(({ patient_id }) => patient_id),
      ).size,
    /** All of the batch or nothing; the file's hash stands in the audit. */
    store(actor: Actor, batch: BatchColumns, rows: readonly TickedRow[]): LabImport {
      const deed = { action: 'labImports.commit', subject: batch.patient_id, reason: `sha256:${batch.file_sha256}` };
      write(actor, deed, tx => {
        tx.insert('lab_import', { ...batch, undone_at: null, undone_by: null, undo_reason: null });
        for (const row of rows) addRow(tx, batch, row);
        assess(tx, batch.episode_id, earliest(rows.flatMap(({ row }) => row.sampledAt ?? [])));
        tx.announce({ type: 'patient.changed', patientId: batch.patient_id });
      });
      return get(batch.id);
    },
    /**
     * Voids what the batch added and restores what it corrected. A value that was changed or voided since stays as it is:
     * `changedSince` of the batch names it beforehand.
     * @throws AppError not-found | stale-version | already-void
     */
    undo(actor: Actor, { id, version, reason }: { id: string; version: number; reason: string }): LabImport {
      const batch = read.first(batches().where('id', '=', id));
      if (!batch) throw new AppError('not-found', { id });
      if (batch.undone_at !== null) throw new AppError('already-void');
      const of = episode(batch.episode_id);
      write(actor, { action: 'labImports.undo', subject: of.patientId, reason }, tx => {
        const changed = new Set(changedSince(tx.read, id).map(({ observationId }) => observationId));
        const rows = tx.read
          .all(tx.read.query.selectFrom('lab_import_row').selectAll().where('import_id', '=', id))
          .filter(row => !changed.has(row.observation_id));
        for (const row of rows) undoRow(tx, row);
        tx.update('lab_import', id, version, { undone_at: clock.now(), undone_by: actor.name, undo_reason: reason });
        const observations = tx.read.query.selectFrom('observation').select('sampled_at');
        const times = rows.flatMap(row => tx.read.all(observations.where('id', '=', row.observation_id)));
        if (times.length > 0) assess(tx, of.id, earliest(times.map(({ sampled_at }) => sampled_at)));
        tx.announce({ type: 'patient.changed', patientId: of.patientId });
      });
      return get(id);
    },
  };
}

const earliest = (times: readonly string[]): string | null => times.toSorted()[0] ?? null;

const valueColumns = (row: ImportRow, batch: BatchColumns): ValueColumns => ({
  value_si: row.valueSi,
  comparator: row.comparator,
  text: row.text,
  missing: null,
  entered_value: row.enteredValue,
  entered_unit: row.enteredUnit,
  time_source: row.timeSource ?? 'collected',
  laboratory: batch.laboratory,
  source: 'imported',
  range_low: row.range?.low ?? null,
  range_high: row.range?.high ?? null,
  lab_flag: row.flag,
  recorded_at: batch.imported_at,
  recorded_by: batch.imported_by,
});

/** The values of a batch that are no longer as it left them, with who changed them and when. */
function changedSince(read: Reader, importId: string): ChangedSince[] {
  return read
    .all(
      read.query
        .selectFrom('lab_import_row')
        .innerJoin('observation', 'observation.id', 'lab_import_row.observation_id')
        .innerJoin('row_version', join =>
          join
            .onRef('row_version.entity_id', '=', 'lab_import_row.observation_id')
            .onRef('row_version.version', '=', 'lab_import_row.observation_version'),
        )
        .leftJoin('user_account', 'user_account.id', 'row_version.replaced_by')
        .select(['observation.id as id', 'observation.code as code', 'observation.sampled_at as sampledAt'])
        .select(['row_version.replaced_at as at', 'row_version.replaced_by as by', 'user_account.display_name as name'])
        .where('lab_import_row.import_id', '=', importId)
        .where('row_version.entity', '=', 'observation')
        .orderBy('lab_import_row.line'),
    )
    .map(({ id, code, sampledAt, at, by, name }) => ({
      observationId: id,
      code: LabCode.parse(code),
      sampledAt,
      by: name ?? by,
      at,
    }));
}

const fromRow = (row: LabImportRow, changed: ChangedSince[]): LabImport =>
  LabImport.parse({
    id: row.id,
    version: row.version,
    fileName: row.file_name,
    sha256: row.file_sha256,
    format: row.format,
    laboratory: row.laboratory,
    added: row.added,
    corrected: row.corrected,
    importedAt: row.imported_at,
    importedBy: row.imported_by,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
    undoReason: row.undo_reason,
    changedSince: changed,
  });
