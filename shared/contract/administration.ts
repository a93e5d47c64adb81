import { z } from 'zod';
import { LANGUAGES } from '../i18n/i18n.ts';
import { AUDIT_KINDS } from '../records/audit-kind.ts';
import { Facility, Ward, WardFields } from '../records/facility.ts';
import { Day, Id, Instant } from '../records/time.ts';
import { SealStanding } from '../referral/trust.ts';
import { Login, Password } from './application.ts';
import { administer, checkAudit, open, readAudit, signedIn } from './procedure.ts';
import { Roles } from './roles.ts';

export const User = z.object({
  id: Id,
  login: z.string(),
  displayName: z.string(),
  title: z.string(),
  phone: z.string(),
  roles: Roles,
  active: z.boolean(),
  lastSignInAt: Instant.nullable(),
  version: z.int().positive(),
});
export type User = z.infer<typeof User>;

export const UserFields = z.object({
  login: Login,
  displayName: z.string().trim().min(1).max(50),
  title: z.string().trim().max(30),
  phone: z.string().trim().max(30),
  roles: Roles,
});

export const users = {
  list: administer.output(z.array(User)),
  add: administer.input(UserFields.extend({ password: Password })).output(User),
  update: administer
    .input(z.object({ id: Id, version: z.int(), fields: UserFields.omit({ login: true }) }))
    .output(User),
  resetPassword: administer.input(z.object({ id: Id, password: Password })).output(z.object({})),
  deactivate: administer.input(z.object({ id: Id, reason: z.string().trim().min(1).max(200) })).output(User),
};

export const facility = {
  get: signedIn.output(Facility),
  update: administer.input(Facility.omit({ code: true, workstation: true })).output(Facility),
};

export const ListedWard = Ward.extend({ seal: SealStanding });
export type ListedWard = z.infer<typeof ListedWard>;

export const wards = {
  /** With whether something can be sealed to each. */
  list: signedIn.output(z.array(ListedWard)),
  add: administer.input(WardFields).output(Ward),
  update: administer
    .input(z.object({ id: Id, version: z.int(), fields: WardFields, active: z.boolean() }))
    .output(Ward),
};

/** A verified copy of the vault; `file` is a name without its folder. */
export const BackupCopy = z.object({ file: z.string(), at: Instant, bytes: z.int() });
export type BackupCopy = z.infer<typeof BackupCopy>;
export const BackupStatus = z.object({
  folder: z.string(),
  copies: z.array(BackupCopy),
  lastGoodAt: Instant.nullable(),
  lastFailure: z.object({ at: Instant, code: z.string() }).nullable(),
});
export type BackupStatus = z.infer<typeof BackupStatus>;

export const backup = {
  status: signedIn.output(BackupStatus),
  run: administer.output(BackupStatus),
  setFolder: administer.input(z.object({ folder: z.string().min(1).max(1000) })).output(BackupStatus),
  /** Copies that a restore on this workstation may use; before sign-in, so files and times only. */
  list: open.input(z.object({ folder: z.string().max(1000) })).output(z.array(BackupCopy)),
  /**
   * Puts a backup in the place of an absent or unusable vault; a usable vault is never replaced. An unusable one is
   * kept beside it under another name. Opened by a password or by the recovery key.
   */
  restore: open
    .input(
      z.object({
        folder: z.string().min(1).max(1000),
        file: z.string().min(1).max(200),
        key: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('password'), login: Login, password: Password }),
          z.object({ kind: z.literal('recovery'), recoveryKey: z.string().max(200) }),
        ]),
      }),
    )
    .output(z.object({ needsNewPassword: z.boolean() })),
  /** Gives a user a new password with the recovery key, when nobody can sign in. */
  recover: open
    .input(z.object({ recoveryKey: z.string().max(200), login: Login, password: Password }))
    .output(z.object({})),
};

export const AuditEvent = z.object({
  seq: z.int(),
  at: Instant,
  actor: z.string(),
  action: z.string(),
  subjectId: z.string().nullable(),
  reason: z.string().nullable(),
  changes: z.array(z.object({ entity: z.string(), id: z.string(), version: z.int(), operation: z.string() })),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;

export const AuditCheck = z.object({
  events: z.int(),
  ok: z.boolean(),
  /** First fault found walking the chain; `seq` is where it shows. */
  fault: z.object({ seq: z.int(), kind: z.enum(['tampered', 'missing', 'reordered', 'head-mismatch']) }).nullable(),
});
export type AuditCheck = z.infer<typeof AuditCheck>;

export const AuditFilter = z.object({
  kind: z.enum(AUDIT_KINDS).nullable(),
  actorId: z.string().max(60).nullable(),
  /** A whole hospital, identity or telephone number, or the id of a patient or another row; blank = all. */
  patient: z.string().trim().max(60),
  /** Days at the hospital, both included. */
  from: Day.nullable(),
  to: Day.nullable(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const audit = {
  check: checkAudit.output(AuditCheck),
  list: readAudit
    .input(z.object({ before: z.int().nullable(), limit: z.int().min(1).max(200), filter: AuditFilter }))
    .output(z.array(AuditEvent)),
  /** Whose deeds may be in the log. */
  actors: readAudit.output(z.array(z.object({ id: z.string(), name: z.string() }))),
  /** As CSV, newest first; itself audited. */
  export: readAudit
    .input(z.object({ filter: AuditFilter, language: z.enum(LANGUAGES) }))
    .output(z.object({ csv: z.string(), fileName: z.string(), total: z.int(), isWhole: z.boolean() })),
};
