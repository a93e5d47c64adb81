import type { LabCode } from './observation.ts';

/**
 * What laboratories call the items of the catalogue (records-and-forms.md 5.1, 6.4): data only, no rule. An alias is
 * compared whole, after the folding of the import (electron/services/lis/item-name.ts).
 */
export const LAB_ALIASES: Readonly<Record<LabCode, readonly string[]>> = {
  TBIL: ['总胆红素', 'Total bilirubin', '总胆', 'TBIL', 'T-BIL', 'STB', 'TB'],
  DBIL: ['直接胆红素', 'Direct bilirubin', '结合胆红素', '直胆', 'DBIL', 'D-BIL', 'DB'],
  ALT: ['丙氨酸氨基转移酶', 'Alanine aminotransferase', '丙氨酸转氨酶', '谷丙转氨酶', '谷丙', 'ALT', 'GPT', 'SGPT'],
  AST: [
    '天门冬氨酸氨基转移酶',
    'Aspartate aminotransferase',
    '天冬氨酸氨基转移酶',
    '天冬氨酸转氨酶',
    '谷草转氨酶',
    '谷草',
    'AST',
    'GOT',
    'SGOT',
  ],
  ALB: ['白蛋白', 'Albumin', '清蛋白', 'ALB'],
  GGT: [
    'γ-谷氨酰转肽酶',
    'Gamma-glutamyl transferase',
    'γ-谷氨酰转移酶',
    'γ-谷氨酰基转移酶',
    '谷氨酰转肽酶',
    '谷氨酰转移酶',
    '转肽酶',
    'GGT',
    'γ-GT',
    'γ-GTP',
    'r-GT',
  ],
  ALP: ['碱性磷酸酶', 'Alkaline phosphatase', 'ALP', 'AKP'],
  CREA: ['肌酐', 'Creatinine', '肌酸酐', 'CREA', 'CRE', 'CR', 'SCR'],
  UREA: ['尿素', 'Urea', 'UREA', '尿素氮', 'BUN', 'UN', 'UREA-N', 'Urea nitrogen', 'Blood urea nitrogen'],
  NA: ['钠', 'Sodium', '钠离子', 'NA', 'NA+'],
  K: ['钾', 'Potassium', '钾离子', 'K', 'K+'],
  INR: [
    '国际标准化比值',
    'International normalised ratio',
    'International normalized ratio',
    '国际标准化比率',
    '国际标准比值',
    '凝血酶原国际标准化比值',
    '凝血酶原时间国际标准化比值',
    'PT国际标准化比值',
    'INR',
    'PT-INR',
  ],
  PT: [], // by unit: see UNDECIDED_NAMES
  PTA: [
    '凝血酶原活动度',
    'Prothrombin activity',
    '凝血酶原时间活动度',
    '凝血酶原百分活度',
    '凝血酶原活性',
    '凝血酶原时间活性',
    'PT活动度',
    'PTA',
    'PT%',
    'PT(%)',
  ],
  FIB: ['纤维蛋白原', 'Fibrinogen', 'FIB', 'FBG', 'FG'],
  WBC: ['白细胞', 'White blood cell', 'White blood cells', '白细胞计数', '白细胞数', '白细胞总数', 'WBC'],
  NEUT: [
    '中性粒细胞绝对值',
    '中性粒细胞绝对数',
    '中性粒细胞计数',
    '中性粒细胞数',
    '中性粒细胞#',
    'NEUT#',
    'NEU#',
    'NE#',
    'ANC',
  ],
  NEUT_PCT: ['中性粒细胞百分比', '中性粒细胞百分率', '中性粒细胞比率', '中性粒细胞%', 'NEUT%', 'NEU%', 'NE%'],
  PLT: ['血小板', 'Platelet', 'Platelets', '血小板计数', '血小板数', '血小板总数', 'PLT'],
  HGB: ['血红蛋白', 'Hemoglobin', 'Haemoglobin', '血色素', 'HGB', 'HB'],
  CRP: ['C反应蛋白', 'C-reactive protein', '超敏C反应蛋白', '高敏C反应蛋白', '全程C反应蛋白', 'CRP', 'hs-CRP'],
  PROCT: ['降钙素原', 'Procalcitonin', 'PROCT'],
  LAC: ['乳酸', 'Lactate', 'LAC', 'cLac'],
  NH3: ['血氨', 'Ammonia', '氨', 'NH3', 'AMM'],
  AFP: ['甲胎蛋白', 'Alpha-fetoprotein', '甲种胎儿球蛋白', 'AFP', 'α-FP'],
  HBVDNA: [
    '乙肝病毒DNA',
    'HBV DNA',
    '乙型肝炎病毒DNA',
    '乙肝病毒脱氧核糖核酸',
    '乙型肝炎病毒脱氧核糖核酸',
    '高敏HBV-DNA',
    '高灵敏HBV-DNA',
    '乙肝DNA',
    'HBV-DNA',
  ],
  HBSAG: [
    '乙肝表面抗原',
    'Hepatitis B surface antigen',
    '乙型肝炎表面抗原',
    '乙型肝炎病毒表面抗原',
    '表面抗原',
    'HBsAg',
  ],
};

/** Names of urea nitrogen: only they may carry mg/dL, which else could be urea (6.006 per mmol/L) or nitrogen (2.801). */
export const NITROGEN_NAMES: readonly string[] = [
  '尿素氮',
  'BUN',
  'UN',
  'UREA-N',
  'Urea nitrogen',
  'Blood urea nitrogen',
];

/** A name that stands for several items. `codes`: those which a definite second name may pick. */
export interface UndecidedName {
  readonly id: 'NEUT' | 'PT' | 'PCT' | 'AT' | 'BIL';
  readonly names: readonly string[];
  readonly codes: readonly LabCode[];
}

export const UNDECIDED_NAMES: readonly UndecidedName[] = [
  {
    id: 'NEUT',
    names: ['中性粒细胞', '中性粒', 'NEUT', 'NEU', 'NE', 'Neutrophil', 'Neutrophils'],
    codes: ['NEUT', 'NEUT_PCT'],
  },
  {
    id: 'PT',
    names: ['凝血酶原时间', '血浆凝血酶原时间', 'PT', 'Prothrombin time'],
    codes: ['PT', 'PTA', 'INR'],
  },
  { id: 'PCT', names: ['PCT'], codes: ['PROCT'] }, // or plateletcrit, which we do not keep
  { id: 'AT', names: ['AT'], codes: ['PTA'] }, // activity, or antithrombin
  { id: 'BIL', names: ['胆红素', 'BIL'], codes: ['TBIL', 'DBIL'] },
];

/**
 * LOINC numbers that analysers send. 3289-6 and 5894-1 are left out on purpose: they are misused for PTA and INR.
 * `nitrogen`: the number means urea nitrogen.
 */
export const LOINC_ITEMS: Readonly<Record<string, { readonly code: LabCode; readonly nitrogen?: true }>> = {
  '14631-6': { code: 'TBIL' },
  '1975-2': { code: 'TBIL' },
  '1742-6': { code: 'ALT' },
  '1920-8': { code: 'AST' },
  '1751-7': { code: 'ALB' },
  '14682-9': { code: 'CREA' },
  '2160-0': { code: 'CREA' },
  '22664-7': { code: 'UREA' },
  '14937-7': { code: 'UREA', nitrogen: true },
  '3094-0': { code: 'UREA', nitrogen: true },
  '2951-2': { code: 'NA' },
  '6301-6': { code: 'INR' },
  '34714-6': { code: 'INR' },
  '5902-2': { code: 'PT' },
  '6690-2': { code: 'WBC' },
  '777-3': { code: 'PLT' },
  '32693-4': { code: 'LAC' },
  '2524-7': { code: 'LAC' },
  '16362-6': { code: 'NH3' },
  '1834-1': { code: 'AFP' },
  '42595-9': { code: 'HBVDNA' },
};
