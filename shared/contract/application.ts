import { z } from 'zod';
import { Facility, WardFields } from '../records/facility.ts';
import { Instant } from '../records/time.ts';
import { ErrorDataSchema } from './error-data.ts';
import { open, readClinical, signedIn } from './procedure.ts';
import { Roles } from './roles.ts';

/** Staff sign-in name: small letters, digits, dot, dash. */
export const Login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9.-]{1,29}$/, { error: 'login' });

export const Password = z.string().min(1).max(200);

/** Who sits at this workstation now. */
export const SessionUser = z.object({
  id: z.uuid(),
  login: z.string(),
  displayName: z.string(),
  title: z.string(),
  roles: Roles,
});
export type SessionUser = z.infer<typeof SessionUser>;

/** What may be said before anybody has signed in: nothing about patients but wordless counts. */
export const ApplicationStatus = z.object({
  version: z.string(),
  vault: z.enum(['absent', 'locked', 'open', 'unusable']),
  /** Why an `unusable` vault cannot be opened; its screen offers a way out, never deletion. */
  problem: z.object({ code: z.string(), data: ErrorDataSchema }).nullable(),
  facilityName: z.string().nullable(),
  training: z.boolean(),
  /** Referrals signed but not acknowledged by the registry, counted when the vault was last open. */
  unsent: z.int(),
  /** Referrals of which there is something new; 0 while the vault is closed. */
  news: z.int(),
  user: SessionUser.nullable(),
  /** Teaching mode of this session: nothing on screen says who a patient is, and nothing can be changed. */
  teaching: z.boolean(),
  /** `native`: the shell prints through the system dialog; `page`: the browser prints the page. */
  printing: z.enum(['native', 'page']),
  idleLockSeconds: z.int(),
});
export type ApplicationStatus = z.infer<typeof ApplicationStatus>;

export const FirstUser = z.object({
  login: Login,
  displayName: z.string().trim().min(1).max(50),
  title: z.string().trim().max(30),
  phone: z.string().trim().max(30),
  password: Password,
});

/** All that the first-run assistant asks. The vault is made in one go, after the recovery key was typed back. */
export const SetupForm = z.object({
  facility: Facility,
  wards: z.array(WardFields).min(1),
  user: FirstUser,
  /** Two groups of the recovery key, typed from the paper: positions asked by `setup.recoveryKey`. */
  recoveryEcho: z.array(z.string().trim()).length(2),
  /** Fictional sample patients; makes this a training site for ever. */
  samples: z.boolean(),
});
export type SetupForm = z.infer<typeof SetupForm>;

export const application = {
  status: open.output(ApplicationStatus),
};

export const setup = {
  /** Makes a new recovery key, held in memory until `complete`; `ask` are the two groups to type back (from 1). */
  recoveryKey: open.output(z.object({ groups: z.array(z.string()), ask: z.array(z.int()).length(2) })),
  complete: open.input(SetupForm).output(SessionUser),
};

export const session = {
  unlock: open.input(z.object({ login: Login, password: Password })).output(SessionUser),
  lock: signedIn.output(z.object({})),
  /** Tells the worker that somebody is at the keyboard, so that the idle lock waits. */
  touch: signedIn.output(z.object({ lockAt: Instant })),
  /** Teaching mode of this session, on or off: see `ApplicationStatus.teaching`. Ends with the session. */
  teach: readClinical.input(z.object({ on: z.boolean() })).output(z.object({ teaching: z.boolean() })),
  changePassword: signedIn.input(z.object({ current: Password, next: Password })).output(z.object({})),
};

/** Unfinished typing, kept for its user through lock, switch of user and crash. */
export const drafts = {
  get: signedIn
    .input(z.object({ key: z.string().max(120) }))
    .output(z.object({ body: z.unknown(), savedAt: Instant }).nullable()),
  put: signedIn.input(z.object({ key: z.string().max(120), body: z.unknown() })).output(z.object({ savedAt: Instant })),
  discard: signedIn.input(z.object({ key: z.string().max(120) })).output(z.object({})),
};
