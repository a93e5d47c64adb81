import type { RowChange } from '../../../shared/records/row-change.ts';
import type { VersionedTable } from './schema.ts';
import type { Reader } from './store.ts';
import { PROGRAM } from './unit-of-work.ts';

/** A row as it was before a change, and the change. */
export interface ReplacedRow<Row> {
  row: Row;
  change: RowChange;
}

/** Every earlier version of the rows `ids` of a table, the newest change first. */
export function replacedRows<Row>(read: Reader, table: VersionedTable, ids: readonly string[]): ReplacedRow<Row>[] {
  const replaced = ids.flatMap(id =>
    read.all(
      read.query
        .selectFrom('row_version')
        .leftJoin('user_account', 'user_account.id', 'row_version.replaced_by')
        .select(['row_json', 'row_version.version', 'replaced_at', 'reason', 'display_name'])
        .where('entity', '=', table)
        .where('entity_id', '=', id),
    ),
  );
  return replaced
    .toSorted((a, b) => Date.parse(b.replaced_at) - Date.parse(a.replaced_at) || b.version - a.version)
    .map(({ row_json, version, replaced_at, display_name, reason }) => ({
      row: JSON.parse(row_json) as Row, // the unit of work wrote it from a row of this table
      change: { version, at: replaced_at, by: display_name ?? PROGRAM.name, reason: reason ?? '' },
    }));
}
