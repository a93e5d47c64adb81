import { AppError } from '../../../shared/contract/errors.ts';
import type { Ward, WardFields } from '../../../shared/records/facility.ts';
import type { WardRow } from '../database/rows/site-rows.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

/** Columns of a ward's fields. */
export const wardColumns = (ward: WardFields): Omit<WardRow, 'id' | 'version' | 'active'> => ({
  facility_name: ward.facilityName,
  facility_code: ward.facilityCode,
  ward_name: ward.wardName,
  phone: ward.phone,
  hours: ward.hours ?? '',
  duty_phone: ward.dutyPhone ?? '',
});

const asWard = (row: WardRow): Ward => ({
  id: row.id,
  version: row.version,
  facilityName: row.facility_name,
  facilityCode: row.facility_code,
  wardName: row.ward_name,
  phone: row.phone,
  ...(row.hours === '' ? {} : { hours: row.hours }),
  ...(row.duty_phone === '' ? {} : { dutyPhone: row.duty_phone }),
  active: row.active === 1,
});

/** The receiving wards that a referral can be addressed to. */
export function createWards({ read, write, ids }: ServiceDependencies) {
  const byId = (id: string): Ward => {
    const row = read.first(read.query.selectFrom('ward').selectAll().where('id', '=', id));
    if (!row) throw new AppError('not-found', { id });
    return asWard(row);
  };
  return {
    get: byId,
    list(): Ward[] {
      const query = read.query.selectFrom('ward').selectAll().orderBy('facility_name').orderBy('ward_name');
      return read.all(query).map(asWard);
    },
    add(actor: Actor, fields: WardFields): Ward {
      const id = ids.uuid();
      write(actor, { action: 'wards.add', subject: id, reason: null }, tx => {
        tx.insert('ward', { id, ...wardColumns(fields), active: 1 });
        tx.announce({ type: 'settings.changed' });
      });
      return byId(id);
    },
    /** @throws AppError not-found | stale-version */
    update(actor: Actor, input: { id: string; version: number; fields: WardFields; active: boolean }): Ward {
      const { id, version, fields, active } = input;
      write(actor, { action: 'wards.update', subject: id, reason: null }, tx => {
        tx.update('ward', id, version, { ...wardColumns(fields), active: active ? 1 : 0 });
        tx.announce({ type: 'settings.changed' });
      });
      return byId(id);
    },
  };
}
