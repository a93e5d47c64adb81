import { z } from 'zod';
import { Day, Id, Instant } from './time.ts';

export const AETIOLOGIES = ['hbv', 'hcv', 'alcohol', 'masld', 'autoimmune', 'drug', 'other'] as const;
export const Aetiology = z.enum(AETIOLOGIES);

/** yes / no / not known: a question that nobody answered is `unknown`, never "no". */
export const Tristate = z.enum(['yes', 'no', 'unknown']);
export type Tristate = z.infer<typeof Tristate>;

export const CirrhosisBasis = z.enum(['ultrasound', 'ct', 'elastography', 'biopsy', 'endoscopy', 'clinical']);

/** Entry rule R1 (He & Li 2025): acute liver injury, or acute decompensation of cirrhosis. */
export const AcutePresentation = z.enum([
  'liver-injury',
  'jaundice',
  'bleeding',
  'ascites',
  'encephalopathy',
  'infection',
]);

export const Precipitant = z.enum([
  'hbv-reactivation',
  'antiviral-withdrawal',
  'alcohol',
  'infection',
  'bleeding',
  'drug',
  'surgery',
  'unknown',
]);

/** The illness course from first presentation (T0) to outcome; owns the 48 h clocks. */
export const EpisodeFields = z.object({
  encounter: z.enum(['outpatient', 'emergency', 'inpatient']),
  firstPresentationAt: Instant, // T0
  firstPresentationSource: z.enum(['registration', 'triage', 'self-reported']),
  aetiologies: z.array(Aetiology).min(1),
  aetiologyText: z.string().max(200),
  cirrhosis: z.object({ state: Tristate, basis: z.array(CirrhosisBasis) }),
  /** Decompensated before this episode. */
  decompensated: Tristate,
  cholestatic: Tristate,
  acutePresentation: z.array(AcutePresentation),
  precipitants: z.array(Precipitant),
  antiviral: z.object({ drug: z.string().max(100), startedOn: Day.nullable(), stoppedOn: Day.nullable() }),
});
export type EpisodeFields = z.infer<typeof EpisodeFields>;

export const Episode = EpisodeFields.extend({
  id: Id,
  patientId: Id,
  version: z.int().positive(),
  createdAt: Instant,
  closedAt: Instant.nullable(),
});
export type Episode = z.infer<typeof Episode>;
