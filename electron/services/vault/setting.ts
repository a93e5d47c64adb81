import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { Facility } from '../../../shared/records/facility.ts';
import { Day, Instant } from '../../../shared/records/time.ts';
import { AllianceProfile, TrustedFacility } from '../../../shared/referral/trust.ts';
import type { Reader } from '../database/store.ts';
import type { Transaction } from '../database/unit-of-work.ts';

/** The settings that the vault itself keeps, one row of `setting` each. */
export const SETTINGS = {
  facility: Facility,
  /** Fictional patients only, for ever. */
  training: z.object({ training: z.boolean() }),
  /** This installation, in what it sends. */
  device: z.object({ deviceId: z.uuid() }),
  /** The present life of this database; a restore begins a new one. */
  epoch: z.object({ epoch: z.uuid(), restoredAt: Instant.nullable() }),
  /** After a restore the referral numbers of `day` go on at `from`: numbers below may already be on paper. */
  'sequence-offset': z.object({ day: Day, from: z.int() }),
  'idle-lock': z.object({ seconds: z.int().min(60).max(3600) }),
  backup: z.object({ folder: z.string() }),
  /** The folder in which the laboratory leaves its exports; null = none is watched. */
  'lab-inbox': z.object({ folder: z.string().nullable() }),
  /** Private ES256 key (JWK) of this workstation, for the codes on paper. */
  'signing-key': z.record(z.string(), z.unknown()),
  /** Private P-256 keys of the facility, by which what was sealed to it is opened; retired ones open older packets. */
  'seal-keys': z.object({
    active: z.record(z.string(), z.unknown()),
    retired: z.array(z.record(z.string(), z.unknown())),
  }),
  /** The alliance's profile as it was signed, and whose root key was compared at its first import. */
  alliance: z.object({
    text: z.string(),
    profile: AllianceProfile,
    rootThumbprint: z.string(),
    rootFingerprint: z.string(),
    importedAt: Instant,
    importedBy: z.string(),
  }),
  /** Facilities that an administrator added by hand after comparing the fingerprint. */
  partners: z.object({
    list: z.array(z.object({ facility: TrustedFacility, addedAt: Instant, addedBy: z.string() })),
  }),
} as const;

type SettingId = keyof typeof SETTINGS;
type Setting<Name extends SettingId> = z.infer<(typeof SETTINGS)[Name]>;

const rowOf = (read: Reader, id: SettingId) =>
  read.first(read.query.selectFrom('setting').selectAll().where('id', '=', id));

/** One setting, or null where it was never set. */
export function readSetting<Name extends SettingId>(read: Reader, id: Name): Setting<Name> | null {
  const row = rowOf(read, id);
  return row ? (SETTINGS[id].parse(JSON.parse(row.body_json)) as Setting<Name>) : null;
}

/** @throws AppError not-found where the vault lacks it */
export function requireSetting<Name extends SettingId>(read: Reader, id: Name): Setting<Name> {
  const setting = readSetting(read, id);
  if (!setting) throw new AppError('not-found', { id });
  return setting;
}

/** Sets it, keeping the version that it replaces. */
export function putSetting<Name extends SettingId>(tx: Transaction, id: Name, value: Setting<Name>): void {
  const body_json = JSON.stringify(SETTINGS[id].parse(value));
  const present = rowOf(tx.read, id);
  if (present) tx.update('setting', id, present.version, { body_json });
  else tx.insert('setting', { id, body_json });
}

/** Half an idle shift's worth of open records is too long: ten minutes (records-and-forms.md L6), unless set. */
export const DEFAULT_IDLE_LOCK_SECONDS = 600;

export const idleLockSeconds = (read: Reader): number =>
  readSetting(read, 'idle-lock')?.seconds ?? DEFAULT_IDLE_LOCK_SECONDS;

/**
 * The sequence from which the referral numbers of `day` start, 1 on any day but that of a restore. The next number is
 * the greater of this and the day's last number plus one.
 */
export function sequenceFloor(read: Reader, day: Day): number {
  const offset = readSetting(read, 'sequence-offset');
  return offset?.day === day ? offset.from : 1;
}
