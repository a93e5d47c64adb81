import { z } from 'zod';
import { Id } from './time.ts';

export const SiteRole = z.enum(['county', 'ward', 'both']);

/** Facility code: letters and digits, not purely numeric (HAPI refuses numeric ids), part of every referral number. */
export const FacilityCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^(?=.*[A-Z])[A-Z0-9]{2,10}$/, { error: 'facility-code' });

/** The hospital that this workstation belongs to. */
export const Facility = z.object({
  name: z.string().trim().min(2).max(100),
  code: FacilityCode,
  /** One digit a workstation of the facility, so that numbers made offline never collide. */
  workstation: z.string().regex(/^[0-9]$/),
  department: z.string().trim().min(1).max(60),
  phone: z.string().trim().min(3).max(30),
  role: SiteRole,
  /** A senior physician approves each referral before it is signed (group 8); absent = not asked for. */
  seniorApproval: z.boolean().optional(),
});
export type Facility = z.infer<typeof Facility>;

/** A receiving ward of the directory. */
export const WardFields = z.object({
  facilityName: z.string().trim().min(2).max(100),
  facilityCode: FacilityCode,
  wardName: z.string().trim().min(1).max(60),
  phone: z.string().trim().min(3).max(30),
  /** When that telephone is answered, and who answers otherwise; absent = not said (packets frozen before 0185). */
  hours: z.string().trim().max(60).optional(),
  dutyPhone: z.string().trim().max(30).optional(),
});
export type WardFields = z.infer<typeof WardFields>;

export const Ward = WardFields.extend({ id: Id, version: z.int().positive(), active: z.boolean() });
export type Ward = z.infer<typeof Ward>;
