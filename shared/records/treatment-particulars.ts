import { z } from 'zod';
import { Day } from './time.ts';
import type { TreatmentKind } from './treatment-kind.ts';

const short = z.string().trim().max(100);
const needed = short.min(1);
const amount = z.number().positive();

/** Drug with dose and route, in the clinician's own words; start and stop are those of the treatment. */
const Drug = z.object({ form: z.literal('drug'), drug: needed, dose: short, route: short });

/** Albumin in g, plasma in mL, red cells in U (one unit of 200 mL whole blood in China). */
const Transfusion = z.object({
  form: z.literal('transfusion'),
  /** Of plasma only. */
  plasmaType: z.enum(['fresh-frozen', 'frozen', 'virus-inactivated']).nullable(),
  amount,
  unit: z.enum(['mL', 'g', 'U']),
});

export const SESSION_MODALITIES = [
  'plasma-exchange',
  'dpmas',
  'dpmas-low-volume-exchange',
  'plasma-adsorption',
  'cvvh',
  'li-nbal',
  'other',
] as const;
export type SessionModality = (typeof SESSION_MODALITIES)[number];

export const ANTICOAGULANTS = [
  'heparin',
  'low-molecular-heparin',
  'citrate',
  'nafamostat',
  'argatroban',
  'none',
] as const;
export const ACCESS_SITES = ['femoral', 'jugular', 'subclavian', 'fistula', 'peripheral', 'other'] as const;

/** One session of artificial liver support (clinical.md 11). */
const ArtificialLiver = z.object({
  form: z.literal('artificial-liver'),
  courseNumber: z.int().positive().nullable(),
  sessionNumber: z.int().positive(),
  modalities: z.array(z.enum(SESSION_MODALITIES)).min(1),
  plasmaType: z.enum(['fresh-frozen', 'frozen', 'virus-inactivated']).nullable(),
  plasmaMl: z.number().min(0).max(20_000).nullable(),
  substituteAlbuminG: z.number().min(0).max(500).nullable(),
  substituteOther: short,
  anticoagulant: z.enum(ANTICOAGULANTS).nullable(),
  access: z.enum(ACCESS_SITES).nullable(),
  /** mL/min */
  bloodFlow: z.number().positive().max(500).nullable(),
  complications: z.array(z.enum(['none', 'hypotension', 'allergy', 'bleeding', 'citrate', 'clotting', 'other'])),
  operator: short,
});

const RenalReplacement = z.object({
  form: z.literal('renal-replacement'),
  mode: z.enum(['crrt', 'intermittent', 'sled', 'peritoneal']),
  anticoagulant: z.enum(ANTICOAGULANTS).nullable(),
  access: z.enum(ACCESS_SITES).nullable(),
});

const Intervention = z.object({
  form: z.literal('intervention'),
  procedure: z.enum(['band-ligation', 'tissue-glue', 'sclerotherapy', 'diagnostic-endoscopy', 'ercp', 'tips', 'other']),
  result: short,
  operator: short,
});

const Airway = z.object({
  form: z.literal('airway'),
  reason: z.enum(['respiratory', 'encephalopathy', 'airway-protection', 'procedure']),
});

/**
 * One infusion of a course of mesenchymal stem cells (clinical.md 11). Investigational: a record of what was given
 * elsewhere decided; no dose is computed.
 */
const StemCells = z.object({
  form: z.literal('stem-cells'),
  registrationNumber: needed,
  consentOn: Day,
  product: needed,
  source: z.enum(['bone-marrow', 'umbilical-cord', 'adipose', 'other']),
  donor: z.enum(['autologous', 'allogeneic']),
  lot: needed,
  /** 10⁵ cells per kg, as written on the order. */
  dosePerKg: amount.max(1000),
  /** kg, the weight that the order was written with. */
  weightKg: z.number().min(25).max(250),
  infusionNumber: z.int().min(1).max(20),
  infusionsPlanned: z.int().min(1).max(20),
  reactions: z.array(z.enum(['none', 'fever', 'chills', 'rash', 'dyspnoea', 'hypotension', 'other'])),
  feverLog: z.string().trim().max(500),
  seriousInfections: z.string().trim().max(500),
  /** At 24 weeks from the first infusion; null = not yet. */
  outcome24Weeks: z.enum(['alive', 'transplanted', 'dead', 'lost']).nullable(),
});

const TransplantListing = z.object({
  form: z.literal('transplant-listing'),
  state: z.enum(['discussed', 'under-evaluation', 'listed', 'not-suitable', 'declined']),
  centre: needed,
});

/** What was taken in one day, against the target of that day. */
const Nutrition = z.object({
  form: z.literal('nutrition'),
  /** kcal per day, unrounded; the target is 1.3 times it (R10). */
  reeKcal: z.number().min(500).max(5000),
  reeSource: z.enum(['harris-benedict', 'mifflin', 'calorimetry']),
  /** kg, the weight that the REE was computed with; dry weight first. */
  weightKg: z.number().min(25).max(250),
  intakeKcal: z.number().min(0).max(10_000),
  proteinG: z.number().min(0).max(500),
  routes: z.array(z.enum(['oral', 'tube', 'parenteral'])).min(1),
  lateEveningSnack: z.enum(['yes', 'no']),
});

/** What a kind of treatment needs besides its times; the shape is chosen by `form`. */
export const TreatmentParticulars = z.discriminatedUnion('form', [
  Drug,
  Transfusion,
  ArtificialLiver,
  RenalReplacement,
  Intervention,
  Airway,
  StemCells,
  TransplantListing,
  Nutrition,
]);
export type TreatmentParticulars = z.infer<typeof TreatmentParticulars>;
export type ParticularsForm = TreatmentParticulars['form'];
export type ParticularsOf<F extends ParticularsForm> = Extract<TreatmentParticulars, { form: F }>;

/** The form of each kind; null = times and free words only. */
export const FORM_OF_KIND: Readonly<Record<TreatmentKind, ParticularsForm | null>> = {
  antiviral: 'drug',
  steroid: 'drug',
  'plasma-exchange': 'artificial-liver',
  dpmas: 'artificial-liver',
  'artificial-liver': 'artificial-liver',
  plasma: 'transfusion',
  albumin: 'transfusion',
  'red-cells': 'transfusion',
  antibiotic: 'drug',
  endoscopy: 'intervention',
  diuretic: 'drug',
  'renal-replacement': 'renal-replacement',
  vasopressor: 'drug',
  intubation: 'airway',
  'stem-cells': 'stem-cells',
  'transplant-listing': 'transplant-listing',
  'vitamin-k': 'drug',
  nutrition: 'nutrition',
  other: null,
};

/** The unit that an amount of this kind is ordered in. */
export const UNIT_OF_KIND: Readonly<Partial<Record<TreatmentKind, ParticularsOf<'transfusion'>['unit']>>> = {
  plasma: 'mL',
  albumin: 'g',
  'red-cells': 'U',
};

export type ParticularsFault = 'other-form' | 'other-unit' | 'without-modality' | 'none-and-more' | 'beyond-course';

/** What is wrong between the parts of a treatment, though each part is well formed. */
export function particularsFault(kind: TreatmentKind, particulars: TreatmentParticulars): ParticularsFault | null {
  if (FORM_OF_KIND[kind] !== particulars.form) return 'other-form';
  switch (particulars.form) {
    case 'transfusion':
      return UNIT_OF_KIND[kind] === particulars.unit ? null : 'other-unit';
    case 'artificial-liver': {
      const { modalities, complications } = particulars;
      if (kind === 'plasma-exchange' && !modalities.includes('plasma-exchange')) return 'without-modality';
      if (kind === 'dpmas' && !modalities.some(each => each.startsWith('dpmas'))) return 'without-modality';
      return isContradictory(complications) ? 'none-and-more' : null;
    }
    case 'stem-cells':
      if (particulars.infusionNumber > particulars.infusionsPlanned) return 'beyond-course';
      return isContradictory(particulars.reactions) ? 'none-and-more' : null;
    default:
      return null;
  }
}

const isContradictory = (list: readonly string[]): boolean => list.includes('none') && list.length > 1;
