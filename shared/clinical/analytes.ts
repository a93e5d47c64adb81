/**
 * The inputs that scores read: units, factors and limits (clinical.md 1.1 and 12, keys of cli.md).
 * The order is that of cli.md.
 */
export const quantityKeys = [
  'age',
  'weight',
  'height',
  'tbil',
  'crea',
  'crea_baseline',
  'crea_48h_ago',
  'urea',
  'alb',
  'inr',
  'pta',
  'na',
  'wbc',
  'neut',
  'lac',
  'sbp',
  'dbp',
  'map',
  'pf',
  'sf',
  'he',
  'tbil_rise_per_day',
  'complications',
  'extrahepatic_of',
] as const;

export const flagKeys = ['dialysis', 'rrt', 'vasopressor', 'cholestatic', 'cirrhosis', 'decompensated', 'hbv'] as const;

export const choices = {
  sex: ['male', 'female'],
  ascites: ['none', 'mild', 'moderate-severe'],
  ventilation: ['none', 'respiratory', 'he'],
  variceal_bleed: ['none', 'past', 'current'],
} as const;

export type QuantityKey = (typeof quantityKeys)[number];
export type FlagKey = (typeof flagKeys)[number];
export type ChoiceKey = keyof typeof choices;
export type InputKey = QuantityKey | FlagKey | ChoiceKey;
export type Choice<K extends ChoiceKey> = (typeof choices)[K][number];

export const choiceKeys = Object.keys(choices) as ChoiceKey[]; // the literal above has no other keys

export const inputKeys: readonly InputKey[] = [...quantityKeys, ...choiceKeys, ...flagKeys];

/** A unit that is also accepted: SI = value × factor, or value ÷ factor where the factor is printed that way round. */
export interface AcceptedUnit {
  readonly unit: string;
  readonly factor: number;
  readonly operation: 'multiply' | 'divide';
}

export interface QuantitySpec {
  readonly key: QuantityKey;
  /** UCUM-like unit inside the engine; null for grades and counts, which carry none. */
  readonly unit: string | null;
  readonly accepted: readonly AcceptedUnit[];
  /** Refused outside, both ends allowed. In the SI unit. */
  readonly hard: readonly [number, number];
  /** Warned outside; null where no usual range is stated. */
  readonly usual: readonly [number, number] | null;
  readonly isInteger: boolean;
}

const times = (unit: string, factor: number): AcceptedUnit => ({ unit, factor, operation: 'multiply' });
const over = (unit: string, factor: number): AcceptedUnit => ({ unit, factor, operation: 'divide' });

const BILIRUBIN = [times('mg/dL', 17.1)]; // 17.104 is molar-exact; every cut-off in use is built on 17.1
const CREATININE = [times('mg/dL', 88.4)];
const CELLS = [over('/uL', 1000)];

type Row = Omit<QuantitySpec, 'key' | 'accepted' | 'usual' | 'isInteger'> & Partial<QuantitySpec>;

const rows: Record<QuantityKey, Row> = {
  age: { unit: 'a', hard: [18, 110], usual: [18, 85] },
  weight: { unit: 'kg', hard: [25, 250] },
  height: { unit: 'cm', hard: [100, 230] },
  tbil: { unit: 'umol/L', accepted: BILIRUBIN, hard: [1, 1500], usual: [20, 900] },
  crea: { unit: 'umol/L', accepted: CREATININE, hard: [10, 2500], usual: [35, 800] },
  crea_baseline: { unit: 'umol/L', accepted: CREATININE, hard: [10, 2500], usual: [35, 800] },
  crea_48h_ago: { unit: 'umol/L', accepted: CREATININE, hard: [10, 2500], usual: [35, 800] },
  // Plain mg/dL is refused: it may mean urea (6.006 per mmol/L) or urea nitrogen (2.801).
  urea: { unit: 'mmol/L', accepted: [over('mg/dL{BUN}', 2.801)], hard: [0.3, 100], usual: [1.5, 50] },
  alb: { unit: 'g/L', accepted: [times('g/dL', 10)], hard: [5, 70], usual: [15, 50] },
  inr: { unit: '1', hard: [0.5, 20], usual: [0.9, 8] },
  pta: { unit: '%', hard: [1, 150], usual: [10, 120] },
  na: { unit: 'mmol/L', accepted: [times('mEq/L', 1)], hard: [90, 180], usual: [115, 155] },
  wbc: { unit: '10*9/L', accepted: CELLS, hard: [0.1, 150], usual: [1.5, 35] },
  neut: { unit: '10*9/L', accepted: CELLS, hard: [0.05, 150], usual: [0.5, 30] },
  lac: { unit: 'mmol/L', accepted: [over('mg/dL', 9.008)], hard: [0.2, 30], usual: [0.5, 15] },
  sbp: { unit: 'mm[Hg]', hard: [40, 260] },
  dbp: { unit: 'mm[Hg]', hard: [20, 160] },
  map: { unit: 'mm[Hg]', hard: [20, 200] },
  pf: { unit: 'ratio', hard: [20, 700] },
  sf: { unit: 'ratio', hard: [40, 480] },
  he: { unit: null, hard: [0, 4], isInteger: true },
  tbil_rise_per_day: { unit: 'umol/L/d', hard: [-500, 500] },
  complications: { unit: null, hard: [0, 10], isInteger: true },
  extrahepatic_of: { unit: null, hard: [0, 5], isInteger: true },
};

export const quantitySpecs: readonly QuantitySpec[] = quantityKeys.map(key => ({
  accepted: [],
  usual: null,
  isInteger: false,
  ...rows[key],
  key,
}));

const specByKey = new Map<InputKey, QuantitySpec>(quantitySpecs.map(spec => [spec.key, spec]));

export function quantitySpec(key: QuantityKey): QuantitySpec;
export function quantitySpec(key: InputKey): QuantitySpec | undefined;
export function quantitySpec(key: InputKey): QuantitySpec | undefined {
  return specByKey.get(key);
}

export function isFlagKey(key: InputKey): key is FlagKey {
  return (flagKeys as readonly string[]).includes(key);
}

export function isChoiceKey(key: InputKey): key is ChoiceKey {
  return Object.hasOwn(choices, key);
}
