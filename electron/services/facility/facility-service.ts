import type { Facility } from '../../../shared/records/facility.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { putSetting, requireSetting } from '../vault/setting.ts';

export interface FacilityDependencies extends ServiceDependencies {
  /** Puts the new name where the unlock screen reads it. */
  onChange: (facility: Facility) => void;
}

/** The hospital of this workstation. Its code and workstation digit are part of every number given out: fixed. */
export function createFacility({ read, write, onChange }: FacilityDependencies) {
  return {
    get: (): Facility => requireSetting(read, 'facility'),
    update(actor: Actor, fields: Omit<Facility, 'code' | 'workstation'>): Facility {
      const next = write(actor, { action: 'facility.update', subject: null, reason: null }, tx => {
        const { code, workstation } = requireSetting(tx.read, 'facility');
        const facility = { ...fields, code, workstation };
        putSetting(tx, 'facility', facility);
        tx.announce({ type: 'settings.changed' });
        return facility;
      });
      onChange(next);
      return next;
    },
  };
}
