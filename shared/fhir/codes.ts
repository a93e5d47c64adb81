import { scoreDefinition } from '../clinical/score-registry.ts';
import type { AETIOLOGIES } from '../records/episode.ts';
import type { DryWeight, FindingCode } from '../records/finding.ts';
import { labItem } from '../records/lab-catalogue.ts';
import { LAB_CODES, type LabCode } from '../records/observation.ts';
import type { TREATMENT_KINDS } from '../records/treatment-kind.ts';

/**
 * `checked`: code and official display were seen as a pair in an implementation guide or a public FHIR source;
 * `unchecked`: widely used, display not checked, sent only where the alliance switches it on.
 */
export type LoincStatus = 'checked' | 'unchecked';

export interface LoincCode {
  readonly code: string;
  readonly status: LoincStatus;
}

/** One measured quantity on the wire: our own code first; LOINC beside it, never instead of it. */
export interface CodeRow {
  readonly code: string;
  readonly zh: string;
  /** Of a quantity in `ucum`. */
  readonly loinc?: LoincCode;
  /** Of a qualitative result. */
  readonly loincQualitative?: LoincCode;
  readonly ucum: string;
}

const checked = (code: string): LoincCode => ({ code, status: 'checked' });
const unchecked = (code: string): LoincCode => ({ code, status: 'unchecked' });

type Wire = Omit<CodeRow, 'code' | 'zh' | 'ucum'> & { readonly ucum?: string };

/** UCUM is the catalogue's unit unless named here. Moles for moles: a mass code beside a molar value would be wrong. */
const ANALYTE_WIRE: Readonly<Record<LabCode, Wire>> = {
  TBIL: { loinc: checked('14631-6') },
  DBIL: { loinc: unchecked('14629-0') },
  ALT: { loinc: checked('1742-6') },
  AST: { loinc: checked('1920-8') },
  ALB: { loinc: checked('1751-7') },
  GGT: { loinc: checked('2324-2') },
  ALP: { loinc: unchecked('6768-6') },
  CREA: { loinc: checked('14682-9') },
  UREA: { loinc: checked('22664-7') },
  NA: { loinc: unchecked('2951-2') },
  K: { loinc: unchecked('2823-3') },
  INR: { loinc: checked('6301-6'), ucum: '{INR}' },
  PT: { loinc: checked('5902-2') },
  PTA: {}, // 3289-6 reads "prothrombin activity" but is used as factor II; 5894-1 is often mislabelled as INR
  FIB: { loinc: unchecked('3255-7') },
  WBC: { loinc: unchecked('6690-2') },
  NEUT: { loinc: unchecked('751-8') },
  NEUT_PCT: { loinc: unchecked('770-8') },
  PLT: { loinc: unchecked('777-3') },
  HGB: { loinc: unchecked('718-7') },
  CRP: { loinc: checked('1988-5') },
  PROCT: { loinc: checked('33959-8') },
  LAC: {}, // 32693-4 is blood, 2524-7 serum: the specimen is not recorded
  NH3: { loinc: checked('16362-6') },
  AFP: { loinc: unchecked('1834-1') },
  HBVDNA: { loinc: checked('42595-9'), ucum: '[IU]/mL' },
  HBSAG: { loinc: checked('63557-3'), loincQualitative: checked('5195-3'), ucum: '[IU]/mL' },
};

export const ANALYTE_CODES: Readonly<Record<LabCode, CodeRow>> = Object.fromEntries(
  LAB_CODES.map(code => {
    const { names, unit } = labItem(code);
    return [code, { ucum: unit, ...ANALYTE_WIRE[code], code, zh: names['zh-CN'] }];
  }),
) as Record<LabCode, CodeRow>;

/** How the value of a finding is carried. `answer`: one of a closed list, in our own code system. */
export interface FindingRow extends CodeRow {
  readonly category: 'exam' | 'vital-signs';
}

const finding = (code: string, zh: string, ucum = '1', more: Partial<FindingRow> = {}): FindingRow => ({
  code,
  zh,
  ucum,
  category: 'exam',
  ...more,
});

const vitalSign = (code: string, zh: string, ucum: string, loinc?: LoincCode): FindingRow =>
  finding(code, zh, ucum, { category: 'vital-signs', ...(loinc ? { loinc } : {}) });

export const FINDING_WIRE: Readonly<Record<FindingCode, FindingRow>> = {
  he: finding('he', '肝性脑病（West Haven 分级）'),
  ascites: finding('ascites', '腹水'),
  variceal_bleed: finding('variceal_bleed', '食管胃静脉曲张破裂出血'),
  variceal_bleed_at: finding('variceal_bleed_at', '静脉曲张出血时间'),
  infection: finding('infection', '感染'),
  infection_sites: finding('infection_sites', '感染部位'),
  vasopressor: finding('vasopressor', '血管活性药'),
  vasopressor_drug: finding('vasopressor_drug', '血管活性药名称与剂量'),
  ventilation: finding('ventilation', '机械通气'),
  rrt: finding('rrt', '肾脏替代治疗'),
  dialysis: finding('dialysis', '透析（7 天内 ≥ 2 次或 24 h CVVHD）'),
  sbp: vitalSign('sbp', '收缩压', 'mm[Hg]', checked('8480-6')),
  dbp: vitalSign('dbp', '舒张压', 'mm[Hg]', checked('8462-4')),
  pulse: vitalSign('pulse', '脉搏', '/min', unchecked('8867-4')),
  temperature: vitalSign('temperature', '体温', 'Cel', unchecked('8310-5')),
  respiration: vitalSign('respiration', '呼吸频率', '/min', unchecked('9279-1')),
  spo2: vitalSign('spo2', '脉搏血氧饱和度', '%', unchecked('59408-5')),
  fio2: finding('fio2', '吸入氧浓度', '1'),
  o2_flow: finding('o2_flow', '吸氧流量', 'L/min'),
  pao2: finding('pao2', '动脉血氧分压', 'mm[Hg]'),
  pf: finding('pf', 'PaO₂/FiO₂', 'mm[Hg]', { loinc: checked('50984-4') }),
  sf: finding('sf', 'SpO₂/FiO₂'),
  urine_output: finding('urine_output', '24 h 尿量', 'mL/(24.h)'),
  weight: vitalSign('weight', '体重', 'kg'),
  dry_weight: finding('dry_weight', '干体重', 'kg'),
  height: vitalSign('height', '身高', 'cm'),
  energy_intake: finding('energy_intake', '每日能量摄入', 'kcal/d'),
  protein_intake: finding('protein_intake', '每日蛋白质摄入', 'g/d'),
  complications: finding('complications', '并发症（肝衰竭指南 2018）'),
  extrahepatic_of: finding('extrahepatic_of', '肝外器官衰竭'),
};

/** Descriptors of the episode that scores read, sent as findings of their own. */
export const EPISODE_WIRE = {
  cirrhosis: finding('cirrhosis', '肝硬化'),
  decompensated: finding('decompensated', '既往失代偿'),
  cholestatic: finding('cholestatic', '胆汁淤积性肝病'),
} as const;

/** Answers that are words: laboratory results and findings alike. */
export const QUALITATIVE_CODES: Readonly<Record<string, string>> = {
  positive: '阳性',
  negative: '阴性',
  'not-detected': '未检出',
  none: '无',
  mild: '轻度',
  'moderate-severe': '中重度',
  past: '既往',
  current: '当前',
  unknown: '不详',
  suspected: '可疑',
  proven: '确诊',
  respiratory: '因呼吸衰竭',
  he: '因肝性脑病',
  'not-assessable': '无法评估',
  // infection sites
  lung: '肺部',
  abdomen: '腹腔（含自发性腹膜炎）',
  urine: '泌尿道',
  blood: '血流',
  biliary: '胆道',
  other: '其他',
  // complications of the Chinese guideline
  encephalopathy: '肝性脑病',
  infection: '感染',
  'hyponatraemia-or-refractory-ascites': '低钠血症或顽固性腹水',
  'kidney-injury': '急性肾损伤或肝肾综合征',
  bleeding: '出血',
  hepatopulmonary: '肝肺综合征',
  // organs
  kidney: '肾',
  brain: '脑',
  circulation: '循环',
  respiration: '呼吸',
};

/** What a dry weight rests on, as its method is written. */
export const DRY_WEIGHT_METHODS: Readonly<Record<DryWeight['basis'], string>> = {
  none: '无腹水，未校正',
  mild: '少量腹水 −5 %',
  moderate: '中量腹水 −10 %',
  severe: '大量腹水 −15 %',
  own: '医师估计',
};
export const OEDEMA_METHOD = '水肿 −5 %';

/** Kinds of treatment; `drug` becomes a MedicationStatement, `procedure` a Procedure. */
export const TREATMENT_CODES: Readonly<
  Record<(typeof TREATMENT_KINDS)[number], { readonly zh: string; readonly as: 'drug' | 'procedure' }>
> = {
  antiviral: { zh: '抗病毒治疗', as: 'drug' },
  steroid: { zh: '糖皮质激素', as: 'drug' },
  'plasma-exchange': { zh: '血浆置换', as: 'procedure' },
  dpmas: { zh: '双重血浆分子吸附', as: 'procedure' },
  'artificial-liver': { zh: '人工肝治疗', as: 'procedure' },
  plasma: { zh: '血浆输注', as: 'procedure' },
  albumin: { zh: '人血白蛋白', as: 'drug' },
  'red-cells': { zh: '红细胞输注', as: 'procedure' },
  antibiotic: { zh: '抗感染治疗', as: 'drug' },
  endoscopy: { zh: '内镜治疗', as: 'procedure' },
  diuretic: { zh: '利尿剂', as: 'drug' },
  'renal-replacement': { zh: '肾脏替代治疗', as: 'procedure' },
  vasopressor: { zh: '血管活性药', as: 'drug' },
  intubation: { zh: '气管插管', as: 'procedure' },
  'stem-cells': { zh: '干细胞治疗', as: 'procedure' },
  'transplant-listing': { zh: '肝移植登记', as: 'procedure' },
  'vitamin-k': { zh: '维生素 K', as: 'drug' },
  nutrition: { zh: '营养支持', as: 'procedure' },
  other: { zh: '其他治疗', as: 'procedure' },
};

export const AETIOLOGY_CODES: Readonly<Record<(typeof AETIOLOGIES)[number], string>> = {
  hbv: '乙型肝炎病毒相关慢性肝病',
  hcv: '丙型肝炎病毒相关慢性肝病',
  alcohol: '酒精性肝病',
  masld: '代谢相关脂肪性肝病',
  autoimmune: '自身免疫性肝病',
  drug: '药物性肝损伤',
  other: '其他慢性肝病',
};

/** Unit of a score's number: the energy formulas give kcal per day, mean arterial pressure mm[Hg], all others points. */
export function scoreUnit(scoreId: string): string {
  const predicts = scoreDefinition(scoreId)?.predicts.code;
  if (predicts === 'energy') return 'kcal/d';
  return predicts === 'pressure' ? 'mm[Hg]' : '{score}';
}

export const scoreName = (scoreId: string): string => scoreDefinition(scoreId)?.title['zh-CN'] ?? scoreId;

export const SCORE_PARTS = { raw: '未取整值', grade: '分级' } as const;
export const CONSENT_SCOPES = { care: '诊疗共享', registry: '登记研究共享' } as const;

/** What goes to the registry only. */
export const REGISTRY_WIRE = {
  outcome: '转归',
  day28: '28 天随访',
  day90: '90 天随访',
  'trial-number': '临床研究注册号',
  'trial-consent': '临床研究知情同意日期',
  week24: '24 周转归',
} as const;
export type RegistryItem = keyof typeof REGISTRY_WIRE;
export const REGISTRY_ANSWERS: Readonly<Record<string, string>> = {
  improved: '好转',
  transplant: '肝移植',
  died: '死亡',
  left: '自动出院',
  sentBack: '回转',
  alive: '存活（未移植）',
  transplanted: '已移植，存活',
  dead: '死亡',
  lost: '失访',
};

/** LOINC document types. */
export const DOCUMENT_TYPES = {
  referral: { code: '57133-1', display: 'Referral note' },
  consent: { code: '59284-0', display: 'Consent Document' },
  discharge: { code: '18842-5', display: 'Discharge summary' },
} as const;
