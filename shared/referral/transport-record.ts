import { z } from 'zod';
import { Instant } from '../records/time.ts';

const text = (max: number) => z.string().max(max);
const within = (low: number, high: number) => z.number().min(low).max(high).nullable();

/** One look at the patient before or on the way (groups 49, 50). */
export const VitalSigns = z.object({
  at: Instant.nullable(),
  temperature: within(20, 45), // °C
  pulse: within(0, 350), // a minute
  respiration: within(0, 100), // a minute
  sbp: within(0, 320), // mmHg
  dbp: within(0, 220), // mmHg
  spo2: within(0, 100), // %
  oxygenMode: text(40),
  oxygenFlow: within(0, 80), // L/min
  gcs: z.int().min(3).max(15).nullable(),
  urine: within(0, 2000), // mL/h
  glucose: within(0, 80), // mmol/L
  pain: z.int().min(0).max(10).nullable(),
});
export type VitalSigns = z.infer<typeof VitalSigns>;

/** By the severity of the patient, 中国重症患者转运指南 2010 and 急诊危重症患者院际转运共识 2022: Ⅰ the gravest. */
export const TransportGrade = z.enum(['I', 'II', 'III']);
export const TransportMode = z.enum(['ambulance-120', 'own', 'receiver', 'private']);

export const Escort = z.object({
  name: text(50),
  role: z.enum(['doctor', 'nurse', 'other']),
  qualification: text(50),
  phone: text(30),
  /** Trained in critical care. */
  criticalCare: z.boolean(),
});
export type Escort = z.infer<typeof Escort>;

export const PRECAUTIONS = ['none', 'contact', 'droplet', 'airborne', 'blood'] as const;
export const Serology = z.enum(['positive', 'negative', 'unknown', 'pending']);
export const SEROLOGIES = ['hbv', 'hcv', 'hiv', 'syphilis'] as const;

export const CARRIED_ITEMS = [
  'referral-form',
  'records',
  'lab-results',
  'images',
  'specimens',
  'id-card',
  'insurance-card',
  'consent',
] as const;

/** 转运交接单: groups 44, 45 and 47–59; group 46 is in the stamps of the course (departure, arrival) but for `eta`. */
export const TransportRecord = z.object({
  grade: TransportGrade.nullable(), // 44
  mode: TransportMode.nullable(), // 45
  plate: text(20), // 45
  eta: Instant.nullable(), // 46
  distanceKm: within(0, 5000), // 47
  route: text(200), // 47
  escorts: z.array(Escort).max(6), // 48
  departureVitals: VitalSigns, // 49
  enRoute: z.array(VitalSigns).max(40), // 50
  airway: text(300), // 51
  vasoactives: z.array(z.object({ drug: text(50), concentration: text(50), rate: text(50) })).max(8), // 51
  lines: z
    .array(z.object({ kind: text(50), site: text(50), placedAt: Instant.nullable(), patent: z.boolean().nullable() }))
    .max(12), // 52
  infusions: z.array(z.object({ drug: text(100), rate: text(50), lastDoseAt: Instant.nullable() })).max(12), // 53
  /** Oxygen must last the whole journey and 30 min more. */
  supplies: z.object({
    oxygenMinutes: within(0, 10_000),
    journeyMinutes: within(0, 10_000),
    bloodProducts: text(200),
    medicines: text(300),
  }), // 54
  events: text(2000), // 55
  care: z.object({ bleeding: text(200), skin: text(200), falls: text(200), restraint: text(200) }), // 56
  isolation: z.object({
    precautions: z.array(z.enum(PRECAUTIONS)),
    hbv: Serology.nullable(),
    hcv: Serology.nullable(),
    hiv: Serology.nullable(),
    syphilis: Serology.nullable(),
  }), // 57
  carried: z.object({ items: z.array(z.enum(CARRIED_ITEMS)), text: text(300) }), // 58
  handover: z.object({ at: Instant.nullable(), handedBy: text(50), receivedBy: text(50) }), // 59
});
export type TransportRecord = z.infer<typeof TransportRecord>;

export const blankVitalSigns = (): VitalSigns => ({
  at: null,
  temperature: null,
  pulse: null,
  respiration: null,
  sbp: null,
  dbp: null,
  spo2: null,
  oxygenMode: '',
  oxygenFlow: null,
  gcs: null,
  urine: null,
  glucose: null,
  pain: null,
});

export const blankTransportRecord = (): TransportRecord => ({
  grade: null,
  mode: null,
  plate: '',
  eta: null,
  distanceKm: null,
  route: '',
  escorts: [],
  departureVitals: blankVitalSigns(),
  enRoute: [],
  airway: '',
  vasoactives: [],
  lines: [],
  infusions: [],
  supplies: { oxygenMinutes: null, journeyMinutes: null, bloodProducts: '', medicines: '' },
  events: '',
  care: { bleeding: '', skin: '', falls: '', restraint: '' },
  isolation: { precautions: [], hbv: null, hcv: null, hiv: null, syphilis: null },
  carried: { items: [], text: '' },
  handover: { at: null, handedBy: '', receivedBy: '' },
});

/** Mean arterial pressure in mmHg, whole; null where a pressure is missing. */
export const meanPressure = ({ sbp, dbp }: Pick<VitalSigns, 'sbp' | 'dbp'>): number | null =>
  sbp === null || dbp === null ? null : Math.round((sbp + 2 * dbp) / 3);

const OXYGEN_RESERVE_MIN = 30; // 中国重症患者转运指南 2010

/** Minutes by which the oxygen falls short of journey + 30 min; 0 where it suffices, null where not both are known. */
export function oxygenShortfall({ supplies }: Pick<TransportRecord, 'supplies'>): number | null {
  const { oxygenMinutes, journeyMinutes } = supplies;
  if (oxygenMinutes === null || journeyMinutes === null) return null;
  return Math.max(0, journeyMinutes + OXYGEN_RESERVE_MIN - oxygenMinutes);
}
