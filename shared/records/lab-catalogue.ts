import { roundSi } from '../clinical/rounding.ts';
import { AppError } from '../contract/errors.ts';
import { LAB_CODES, type LabCode } from './observation.ts';

/**
 * The laboratory catalogue (records-and-forms.md 5.1): names, units with exact factors, adult ranges, hard limits.
 * Ranges: WS/T 404.1 (ALT AST GGT ALP), 404.2 (ALB), 404.3 (K Na), 404.4-2018 (bilirubin), 404.5 (Urea CREA),
 * WS/T 405-2012 (blood count), as quoted by public catalogues. They are a fallback: the range printed by the laboratory
 * for that result wins. null = only the laboratory can say.
 */
export interface AcceptedUnit {
  readonly unit: string;
  /** SI = value × factor, value ÷ factor, or factor ^ value where the laboratory reports a logarithm. */
  readonly operation: 'multiply' | 'divide' | 'power';
  readonly factor: number;
}

/** One row of the range table, ends included unless `below` is used; in SI. */
export interface RangeRow {
  readonly sex?: 'male' | 'female';
  /** Whole years, both ends included; absent = all adults. */
  readonly ages?: readonly [number, number];
  readonly low?: number;
  readonly high?: number;
  /** Upper end that is itself abnormal. */
  readonly below?: number;
}

export type LabGroup = 'liver' | 'coagulation' | 'renal' | 'blood' | 'inflammation' | 'markers' | 'enzymes';

export interface LabItem {
  readonly code: LabCode;
  readonly names: { readonly 'zh-CN': string; readonly en: string };
  readonly group: LabGroup;
  /** SI unit as stored; `1` = a pure ratio. */
  readonly unit: string;
  readonly otherUnits: readonly AcceptedUnit[];
  readonly ranges: readonly RangeRow[];
  /** Outside: the grid asks, keeps the value if confirmed, and a score refuses. Both ends included, in SI. */
  readonly hard: readonly [number, number];
  /** Where a low value is the bad news (all others: high, or both). */
  readonly lowIsBad: boolean;
}

const times = (unit: string, factor: number): AcceptedUnit => ({ unit, factor, operation: 'multiply' });
const over = (unit: string, factor: number): AcceptedUnit => ({ unit, factor, operation: 'divide' });

const BILIRUBIN = [times('uM', 1), times('mg/dL', 17.1)]; // 17.104 is molar-exact; every cut-off in use is built on 17.1
const ENZYME = [times('IU/L', 1)];
const MILLIEQUIVALENT = [times('mEq/L', 1)];
const PROTEIN = [times('g/dL', 10)];
const COUNT = [times('G/L', 1), times('10*3/uL', 1), over('/uL', 1000)];

type Row = Omit<LabItem, 'code' | 'otherUnits' | 'ranges' | 'lowIsBad'> & Partial<LabItem>;

const rows: Record<LabCode, Row> = {
  TBIL: {
    names: { 'zh-CN': '总胆红素', en: 'Total bilirubin' },
    group: 'liver',
    unit: 'umol/L',
    otherUnits: BILIRUBIN,
    ranges: [
      { sex: 'male', high: 26 },
      { sex: 'female', high: 21 },
    ],
    hard: [1, 1500],
  },
  DBIL: {
    names: { 'zh-CN': '直接胆红素', en: 'Direct bilirubin' },
    group: 'liver',
    unit: 'umol/L',
    otherUnits: BILIRUBIN,
    ranges: [{ high: 8 }], // ≤4.0 on some analysers: only the laboratory knows which
    hard: [0, 1500],
  },
  ALT: {
    names: { 'zh-CN': '丙氨酸氨基转移酶', en: 'Alanine aminotransferase' },
    group: 'liver',
    unit: 'U/L',
    otherUnits: ENZYME,
    ranges: [
      { sex: 'male', low: 9, high: 50 },
      { sex: 'female', low: 7, high: 40 },
    ],
    hard: [1, 20000],
  },
  AST: {
    names: { 'zh-CN': '天门冬氨酸氨基转移酶', en: 'Aspartate aminotransferase' },
    group: 'liver',
    unit: 'U/L',
    otherUnits: ENZYME,
    ranges: [
      { sex: 'male', low: 15, high: 40 },
      { sex: 'female', low: 13, high: 35 },
    ],
    hard: [1, 20000],
  },
  ALB: {
    names: { 'zh-CN': '白蛋白', en: 'Albumin' },
    group: 'liver',
    unit: 'g/L',
    otherUnits: PROTEIN,
    ranges: [{ low: 40, high: 55 }], // pages with 35-55 are wrong
    hard: [5, 70],
    lowIsBad: true,
  },
  INR: {
    names: { 'zh-CN': '国际标准化比值', en: 'International normalised ratio' },
    group: 'coagulation',
    unit: '1',
    hard: [0.5, 20],
  },
  PT: {
    names: { 'zh-CN': '凝血酶原时间', en: 'Prothrombin time' },
    group: 'coagulation',
    unit: 's',
    hard: [8, 150],
  },
  PTA: {
    names: { 'zh-CN': '凝血酶原活动度', en: 'Prothrombin activity' },
    group: 'coagulation',
    unit: '%',
    hard: [1, 150],
    lowIsBad: true,
  },
  FIB: {
    names: { 'zh-CN': '纤维蛋白原', en: 'Fibrinogen' },
    group: 'coagulation',
    unit: 'g/L',
    otherUnits: [over('mg/dL', 100)], // the handbook's × 0.01, written so that the result is exact
    hard: [0.1, 15],
    lowIsBad: true,
  },
  CREA: {
    names: { 'zh-CN': '肌酐', en: 'Creatinine' },
    group: 'renal',
    unit: 'umol/L',
    otherUnits: [times('uM', 1), times('mg/dL', 88.4)],
    ranges: [
      { sex: 'male', ages: [20, 59], low: 57, high: 97 },
      { sex: 'female', ages: [20, 59], low: 41, high: 73 },
      { sex: 'male', ages: [60, 79], low: 57, high: 111 },
      { sex: 'female', ages: [60, 79], low: 41, high: 81 },
    ],
    hard: [10, 2500],
  },
  UREA: {
    names: { 'zh-CN': '尿素', en: 'Urea' },
    group: 'renal',
    unit: 'mmol/L',
    // Plain mg/dL is not accepted: it may mean urea (6.006 per mmol/L) or urea nitrogen (2.801).
    otherUnits: [over('mg/dL{BUN}', 2.801)],
    ranges: [
      { sex: 'male', ages: [20, 59], low: 3.1, high: 8 },
      { sex: 'female', ages: [20, 59], low: 2.6, high: 7.5 },
      { sex: 'male', ages: [60, 79], low: 3.6, high: 9.5 },
      { sex: 'female', ages: [60, 79], low: 3.1, high: 8.8 },
    ],
    hard: [0.3, 100],
  },
  NA: {
    names: { 'zh-CN': '钠', en: 'Sodium' },
    group: 'renal',
    unit: 'mmol/L',
    otherUnits: MILLIEQUIVALENT,
    ranges: [{ low: 137, high: 147 }],
    hard: [90, 180],
  },
  K: {
    names: { 'zh-CN': '钾', en: 'Potassium' },
    group: 'renal',
    unit: 'mmol/L',
    otherUnits: MILLIEQUIVALENT,
    ranges: [{ low: 3.5, high: 5.3 }],
    hard: [1.5, 10],
  },
  WBC: {
    names: { 'zh-CN': '白细胞', en: 'White blood cells' },
    group: 'blood',
    unit: '10*9/L',
    otherUnits: COUNT,
    ranges: [{ low: 3.5, high: 9.5 }],
    hard: [0.1, 150],
  },
  NEUT: {
    names: { 'zh-CN': '中性粒细胞绝对值', en: 'Neutrophils' },
    group: 'blood',
    unit: '10*9/L',
    otherUnits: COUNT,
    ranges: [{ low: 1.8, high: 6.3 }],
    hard: [0.05, 150],
  },
  NEUT_PCT: {
    names: { 'zh-CN': '中性粒细胞百分比', en: 'Neutrophils, share' },
    group: 'blood',
    unit: '%',
    ranges: [{ low: 40, high: 75 }],
    hard: [0, 100],
  },
  PLT: {
    names: { 'zh-CN': '血小板', en: 'Platelets' },
    group: 'blood',
    unit: '10*9/L',
    otherUnits: COUNT,
    ranges: [{ low: 125, high: 350 }],
    hard: [1, 1500],
    lowIsBad: true,
  },
  HGB: {
    names: { 'zh-CN': '血红蛋白', en: 'Haemoglobin' },
    group: 'blood',
    unit: 'g/L',
    otherUnits: PROTEIN,
    ranges: [
      { sex: 'male', low: 130, high: 175 },
      { sex: 'female', low: 115, high: 150 },
    ],
    hard: [10, 250],
    lowIsBad: true,
  },
  CRP: {
    names: { 'zh-CN': 'C反应蛋白', en: 'C-reactive protein' },
    group: 'inflammation',
    unit: 'mg/L',
    otherUnits: [times('ug/mL', 1), times('mg/dL', 10)],
    hard: [0, 600],
  },
  PROCT: {
    names: { 'zh-CN': '降钙素原', en: 'Procalcitonin' },
    group: 'inflammation',
    unit: 'ng/mL',
    otherUnits: [times('ug/L', 1)],
    hard: [0, 1000],
  },
  LAC: {
    names: { 'zh-CN': '乳酸', en: 'Lactate' },
    group: 'inflammation',
    unit: 'mmol/L',
    otherUnits: [over('mg/dL', 9.008)],
    ranges: [{ low: 0.5, high: 1.6 }], // arterial
    hard: [0.2, 30],
  },
  NH3: {
    names: { 'zh-CN': '血氨', en: 'Ammonia' },
    group: 'inflammation',
    unit: 'umol/L',
    otherUnits: [times('uM', 1), times('ug/dL', 0.587)],
    hard: [1, 1000],
  },
  AFP: {
    names: { 'zh-CN': '甲胎蛋白', en: 'Alpha-fetoprotein' },
    group: 'markers',
    unit: 'ng/mL',
    otherUnits: [times('ug/L', 1), times('IU/mL', 1.21)],
    hard: [0, 1e7],
  },
  HBVDNA: {
    names: { 'zh-CN': '乙肝病毒DNA', en: 'HBV DNA' },
    group: 'markers',
    unit: 'IU/mL',
    otherUnits: [{ unit: 'log10 IU/mL', factor: 10, operation: 'power' }], // copies/mL is never converted
    hard: [0, 1e11],
  },
  HBSAG: {
    names: { 'zh-CN': '乙肝表面抗原', en: 'Hepatitis B surface antigen' },
    group: 'markers',
    unit: 'IU/mL',
    otherUnits: [over('mIU/mL', 1000)],
    ranges: [{ below: 0.05 }],
    hard: [0, 1e6],
  },
  GGT: {
    names: { 'zh-CN': 'γ-谷氨酰转肽酶', en: 'Gamma-glutamyl transferase' },
    group: 'enzymes',
    unit: 'U/L',
    otherUnits: ENZYME,
    ranges: [
      { sex: 'male', low: 10, high: 60 },
      { sex: 'female', low: 7, high: 45 },
    ],
    hard: [1, 5000],
  },
  ALP: {
    names: { 'zh-CN': '碱性磷酸酶', en: 'Alkaline phosphatase' },
    group: 'enzymes',
    unit: 'U/L',
    otherUnits: ENZYME,
    ranges: [
      { sex: 'male', low: 45, high: 125 },
      { sex: 'female', ages: [20, 49], low: 35, high: 100 },
      { sex: 'female', ages: [50, 79], low: 50, high: 135 },
    ],
    hard: [5, 5000],
  },
};

/** All items in the fixed order of the entry grid. */
export const LAB_CATALOGUE: readonly LabItem[] = LAB_CODES.map(code => ({
  otherUnits: [],
  ranges: [],
  lowIsBad: false,
  ...rows[code],
  code,
}));

const byCode = new Map(LAB_CATALOGUE.map(item => [item.code, item]));

/** @throws AppError `unknown-analyte` */
export function labItem(code: LabCode): LabItem {
  const item = byCode.get(code);
  if (item === undefined) throw new AppError('unknown-analyte', { fields: [code] });
  return item;
}

/** Units that the grid offers, the SI unit first. */
export const unitsOf = (item: LabItem): readonly string[] => [item.unit, ...item.otherUnits.map(other => other.unit)];

/** µ (U+00B5) and μ (U+03BC) are typed and exported alike; INR has no unit, which is stored as `1`. */
const foldUnit = (unit: string): string => unit.replace(/[\u00b5\u03bc]/g, 'u').trim() || '1';

/**
 * Converts a measured value to the SI unit of its code, rounded to 6 decimals.
 * @throws AppError `unknown-unit` (never a guess), `unknown-analyte`
 */
export function toSi(code: LabCode, value: number, unit: string): number {
  const item = labItem(code);
  const wanted = foldUnit(unit);
  if (wanted === item.unit) return roundSi(value);
  const accepted = item.otherUnits.find(other => other.unit === wanted);
  if (accepted === undefined) throw new AppError('unknown-unit', { fields: [code] });
  if (accepted.operation === 'power') return roundSi(accepted.factor ** value);
  return roundSi(accepted.operation === 'multiply' ? value * accepted.factor : value / accepted.factor);
}

/** Units as a clinician reads them; storage and wire keep the ASCII form. */
const UNIT_TEXT: Readonly<Record<string, string>> = {
  '1': '',
  'umol/L': 'µmol/L',
  uM: 'µM',
  'ug/L': 'µg/L',
  'ug/mL': 'µg/mL',
  'ug/dL': 'µg/dL',
  '10*9/L': '10⁹/L',
  '10*3/uL': '10³/µL',
  '/uL': '/µL',
  'mg/dL{BUN}': 'mg/dL (BUN)',
  'log10 IU/mL': 'lg IU/mL',
  'mm[Hg]': 'mmHg',
  'umol/L/d': 'µmol/L/d',
};
export const unitText = (unit: string): string => UNIT_TEXT[unit] ?? unit;
