import { z } from 'zod';

/** Roles of `Sites and roles`: one user may hold several, but never auditor together with administrator. */
export const ROLES = ['physician', 'nurse', 'quality-reviewer', 'administrator', 'auditor'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const Roles = z
  .array(Role)
  .min(1)
  .refine(roles => !(roles.includes('administrator') && roles.includes('auditor')), {
    error: 'auditor-with-administrator',
  });

/**
 * What a procedure asks of its caller.
 * `anyone`: also before unlock (the procedure itself must then say nothing about patients);
 * `signed-in`: any user; otherwise one of the listed roles.
 */
export type Access = 'anyone' | 'signed-in' | readonly Role[];

/** The role matrix, by what may be done. A hospital may narrow it, never widen it. */
export const MAY = {
  readRecords: ['physician', 'nurse', 'quality-reviewer'],
  readClinical: ['physician', 'nurse'],
  record: ['physician', 'nurse'],
  sign: ['physician'],
  figures: ['physician', 'quality-reviewer'],
  administer: ['administrator'],
  checkAudit: ['administrator', 'auditor'],
  readAudit: ['auditor'],
} as const satisfies Record<string, readonly Role[]>;
