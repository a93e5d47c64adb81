import type { RowChange } from '../../../shared/records/row-change.ts';
import { accountById } from '../users/user-account.ts';
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
  const names = new Map([[PROGRAM.id, PROGRAM.name]]);
  const nameOf = (userId: string): string => {
    const name = names.get(userId) ?? accountById(read, userId)?.display_name ?? '';
    names.set(userId, name);
    return name;
  };
  return ids
    .flatMap(id =>
      read.all(
        read.query.selectFrom('row_version').selectAll().where('entity', '=', table).where('entity_id', '=', id),
      ),
    )
    .toSorted((a, b) => Date.parse(b.replaced_at) - Date.parse(a.replaced_at) || b.version - a.version)
    .map(({ row_json, version, replaced_at, replaced_by, reason }) => ({
      row: JSON.parse(row_json) as Row, // the unit of work wrote it from a row of this table
      change: { version, at: replaced_at, by: nameOf(replaced_by), reason: reason ?? '' },
    }));
}
