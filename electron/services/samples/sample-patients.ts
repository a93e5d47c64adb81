import type { EpisodeFields } from '../../../shared/records/episode.ts';
import type { Complication, ExtrahepaticOrgan, FindingEntry } from '../../../shared/records/finding.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import type { PatientFields } from '../../../shared/records/patient.ts';
import type { TreatmentKind } from '../../../shared/records/treatment-kind.ts';

/** One sample: hours after first presentation, then values in SI units as a laboratory writes them. */
export type SamplePanel = [hours: number, values: Partial<Record<LabCode, string>>];

/** A fictional patient with a believable course. Every name, number and value here is invented. */
export interface SamplePatient {
  name: string;
  sex: PatientFields['sex'];
  ageYears: number;
  inpatientNumber?: string;
  phone?: string;
  /** Came without anybody who knows the name; `name` is not used. */
  isUnnamed?: true;
  /** First presentation, hours before now. */
  presentedHoursAgo: number;
  episode: Pick<EpisodeFields, 'aetiologies' | 'acutePresentation' | 'precipitants'> & {
    cirrhosis: 'yes' | 'no';
    decompensated?: 'yes' | 'no';
    antiviral?: string;
  };
  /** At first presentation. */
  findings: FindingEntry[];
  /** Later looks at the bedside, hours after first presentation. */
  laterFindings?: [hours: number, findings: FindingEntry[]][];
  panels: SamplePanel[];
  /** Critical values that somebody has acknowledged: the sample's hours, the item, what was done. */
  criticalDone?: [hours: number, code: LabCode, done: string][];
  treatments?: [kind: TreatmentKind, fromHours: number, toHours: number | null, detail: string][];
}

const he = (value: 0 | 1 | 2 | 3 | 4): FindingEntry => ({ code: 'he', value });
const ascites = (value: 'none' | 'mild' | 'moderate-severe'): FindingEntry => ({ code: 'ascites', value });
const bleed = (value: 'none' | 'past' | 'current'): FindingEntry => ({ code: 'variceal_bleed', value });
const pressure = (sbp: number, dbp: number): FindingEntry[] => [
  { code: 'sbp', value: sbp },
  { code: 'dbp', value: dbp },
];
const bedside = (
  grade: 0 | 1 | 2 | 3 | 4,
  fluid: 'none' | 'mild' | 'moderate-severe',
  bleeding: 'none' | 'past' | 'current' = 'none',
): FindingEntry[] => [he(grade), ascites(fluid), bleed(bleeding)];
/** No number of anybody: not given out in any area. */
const SAMPLE_PHONE = '000-1112233';

/** Complications and failed organs, both looked for; an empty list says that there were none. */
const lookedFor = (complications: Complication[], organs: ExtrahepaticOrgan[] = []): FindingEntry[] => [
  { code: 'complications', value: complications },
  { code: 'extrahepatic_of', value: organs },
];

export const SAMPLE_PATIENTS: readonly SamplePatient[] = [
  {
    // moderate HBV-ACLF, worsening over three samples
    name: '张建国（示例）',
    sex: 'male',
    ageYears: 58,
    inpatientNumber: 'SL-0001',
    phone: SAMPLE_PHONE,
    presentedHoursAgo: 26,
    episode: {
      aetiologies: ['hbv'],
      cirrhosis: 'yes',
      acutePresentation: ['liver-injury', 'jaundice'],
      precipitants: ['antiviral-withdrawal'],
      antiviral: '恩替卡韦，自行停药 3 个月',
    },
    findings: [...bedside(1, 'mild', 'past'), ...pressure(108, 63), ...lookedFor(['encephalopathy'])],
    panels: [
      [
        1,
        {
          TBIL: '262',
          DBIL: '190',
          ALT: '846',
          AST: '702',
          ALB: '31',
          INR: '1.72',
          PTA: '46',
          CREA: '82',
          UREA: '5.9',
          NA: '134',
          WBC: '7.6',
          NEUT: '5.4',
          PLT: '78',
          HBVDNA: '23500000',
        },
      ],
      [
        13,
        { TBIL: '291', ALB: '30', INR: '1.81', PTA: '43', CREA: '88', UREA: '6.4', NA: '133', WBC: '8.0', NEUT: '5.8' },
      ],
      [
        24,
        {
          TBIL: '320',
          ALT: '612',
          AST: '488',
          ALB: '29',
          INR: '1.9',
          PTA: '39',
          CREA: '95',
          UREA: '6.8',
          NA: '132',
          WBC: '8.2',
          NEUT: '6.0',
          LAC: '2.0',
        },
      ],
    ],
    treatments: [['antiviral', 3, null, '恩替卡韦 0.5 mg qd']],
  },
  {
    // severe, three organ failures, vasopressor
    name: '王秀兰（示例）',
    sex: 'female',
    ageYears: 63,
    inpatientNumber: 'SL-0002',
    presentedHoursAgo: 40,
    episode: {
      aetiologies: ['hbv'],
      cirrhosis: 'yes',
      decompensated: 'yes',
      acutePresentation: ['jaundice', 'encephalopathy', 'infection'],
      precipitants: ['infection'],
    },
    findings: [
      ...bedside(2, 'moderate-severe'),
      ...pressure(98, 58),
      ...lookedFor(['encephalopathy', 'infection', 'hyponatraemia-or-refractory-ascites', 'kidney-injury']),
    ],
    laterFindings: [
      [
        30,
        [
          he(3),
          { code: 'vasopressor', value: true },
          ...pressure(92, 53),
          ...lookedFor(
            ['encephalopathy', 'infection', 'hyponatraemia-or-refractory-ascites', 'kidney-injury'],
            ['kidney', 'brain', 'circulation'],
          ),
        ],
      ],
    ],
    panels: [
      [
        2,
        {
          TBIL: '355',
          ALB: '27',
          INR: '2.3',
          PTA: '30',
          CREA: '150',
          UREA: '10.5',
          NA: '128',
          WBC: '12.4',
          NEUT: '9.8',
          LAC: '2.6',
          CRP: '68',
          PROCT: '2.1',
        },
      ],
      [
        31,
        {
          TBIL: '480',
          ALB: '26',
          INR: '2.8',
          PTA: '21',
          CREA: '230',
          UREA: '14',
          NA: '126',
          WBC: '14',
          NEUT: '11',
          LAC: '3.4',
        },
      ],
    ],
    treatments: [
      ['antibiotic', 3, null, '哌拉西林他唑巴坦 4.5 g q8h'],
      ['vasopressor', 30, null, '去甲肾上腺素 0.1 µg/kg/min'],
      ['albumin', 6, 7, '白蛋白 20 g'],
    ],
  },
  {
    // recovering after antiviral treatment
    name: '李海涛（示例）',
    sex: 'male',
    ageYears: 41,
    inpatientNumber: 'SL-0003',
    presentedHoursAgo: 240,
    episode: {
      aetiologies: ['hbv'],
      cirrhosis: 'no',
      acutePresentation: ['liver-injury', 'jaundice'],
      precipitants: ['hbv-reactivation'],
      antiviral: '本次入院前未治疗',
    },
    findings: [...bedside(0, 'none'), ...pressure(122, 76), ...lookedFor([])],
    panels: [
      [
        2,
        {
          TBIL: '188',
          ALT: '1420',
          AST: '1105',
          ALB: '36',
          INR: '1.62',
          PTA: '48',
          CREA: '66',
          UREA: '4.1',
          NA: '138',
          WBC: '5.9',
          NEUT: '3.6',
          HBVDNA: '158000000',
        },
      ],
      [
        50,
        {
          TBIL: '201',
          ALT: '980',
          AST: '640',
          ALB: '35',
          INR: '1.55',
          PTA: '51',
          CREA: '64',
          UREA: '4.0',
          NA: '138',
          WBC: '5.4',
          NEUT: '3.2',
        },
      ],
      [
        122,
        {
          TBIL: '142',
          ALT: '402',
          AST: '210',
          ALB: '36',
          INR: '1.36',
          PTA: '63',
          CREA: '65',
          UREA: '4.2',
          NA: '139',
          WBC: '5.1',
          NEUT: '3.0',
        },
      ],
      [
        218,
        {
          TBIL: '84',
          ALT: '126',
          AST: '71',
          ALB: '37',
          INR: '1.18',
          PTA: '78',
          CREA: '67',
          UREA: '4.4',
          NA: '140',
          WBC: '4.9',
          NEUT: '2.8',
          HBVDNA: '41200',
        },
      ],
    ],
    treatments: [['antiviral', 4, null, '富马酸丙酚替诺福韦 25 mg qd']],
  },
  {
    // plasma-exchanged: the fall of bilirubin is not recovery
    name: '欧阳明（示例）',
    sex: 'male',
    ageYears: 49,
    inpatientNumber: 'SL-0004',
    presentedHoursAgo: 168,
    episode: {
      aetiologies: ['hbv'],
      cirrhosis: 'yes',
      acutePresentation: ['jaundice'],
      precipitants: ['unknown'],
      antiviral: '替诺福韦 2 年',
    },
    findings: [...bedside(1, 'mild'), ...pressure(112, 68), ...lookedFor(['encephalopathy'])],
    panels: [
      [
        2,
        { TBIL: '398', ALB: '30', INR: '2.1', PTA: '34', CREA: '79', UREA: '5.2', NA: '135', WBC: '7.1', NEUT: '4.9' },
      ],
      [
        44,
        { TBIL: '452', ALB: '29', INR: '2.3', PTA: '30', CREA: '84', UREA: '5.6', NA: '134', WBC: '7.8', NEUT: '5.5' },
      ],
      [
        56,
        { TBIL: '236', ALB: '33', INR: '1.6', PTA: '48', CREA: '80', UREA: '5.3', NA: '136', WBC: '7.5', NEUT: '5.2' },
      ],
      [
        104,
        { TBIL: '331', ALB: '31', INR: '1.9', PTA: '39', CREA: '83', UREA: '5.5', NA: '135', WBC: '7.4', NEUT: '5.1' },
      ],
      [
        150,
        { TBIL: '372', ALB: '30', INR: '2.0', PTA: '36', CREA: '86', UREA: '5.9', NA: '134', WBC: '7.9', NEUT: '5.6' },
      ],
    ],
    treatments: [
      ['antiviral', 0, null, '替诺福韦 300 mg qd'],
      ['plasma-exchange', 50, 53, '血浆 2600 mL，枸橼酸抗凝'],
      ['plasma', 47, 48, '新鲜冰冻血浆 400 mL'],
    ],
  },
  {
    // dialysed hepatorenal course
    name: '赵德山（示例）',
    sex: 'male',
    ageYears: 66,
    inpatientNumber: 'SL-0005',
    presentedHoursAgo: 90,
    episode: {
      aetiologies: ['alcohol'],
      cirrhosis: 'yes',
      decompensated: 'yes',
      acutePresentation: ['jaundice', 'ascites'],
      precipitants: ['alcohol'],
    },
    findings: [
      ...bedside(2, 'moderate-severe'),
      ...pressure(96, 54),
      { code: 'weight', value: 71 },
      { code: 'dry_weight', value: { kg: 60.4, basis: 'severe', oedema: false } },
      { code: 'height', value: 170 },
      ...lookedFor(['encephalopathy', 'hyponatraemia-or-refractory-ascites', 'kidney-injury'], ['kidney']),
    ],
    laterFindings: [
      [
        46,
        [
          { code: 'rrt', value: true },
          { code: 'dialysis', value: true },
        ],
      ],
    ],
    panels: [
      [
        3,
        { TBIL: '310', ALB: '25', INR: '2.0', CREA: '288', UREA: '19', NA: '127', K: '5.1', WBC: '11.2', NEUT: '9.1' },
      ],
      [
        42,
        {
          TBIL: '342',
          ALB: '25',
          INR: '2.2',
          CREA: '412',
          UREA: '26',
          NA: '125',
          K: '6.4',
          WBC: '12.8',
          NEUT: '10.4',
          LAC: '2.2',
        },
      ],
      [
        80,
        {
          TBIL: '366',
          ALB: '26',
          INR: '2.3',
          CREA: '240',
          UREA: '15',
          NA: '131',
          K: '4.4',
          WBC: '12.1',
          NEUT: '9.9',
          LAC: '1.9',
        },
      ],
    ],
    treatments: [
      ['renal-replacement', 46, 56, 'CVVHDF'],
      ['albumin', 8, 9, '白蛋白 40 g'],
    ],
    criticalDone: [[42, 'K', '复查心电图，葡萄糖酸钙静推，通知肾内科床旁血滤']],
  },
  {
    // alcohol, low risk
    name: '孙立军（示例）',
    sex: 'male',
    ageYears: 47,
    inpatientNumber: 'SL-0006',
    presentedHoursAgo: 12,
    episode: { aetiologies: ['alcohol'], cirrhosis: 'yes', acutePresentation: ['ascites'], precipitants: ['alcohol'] },
    findings: [...bedside(0, 'mild'), ...pressure(118, 74), ...lookedFor([])],
    panels: [
      [
        1,
        {
          TBIL: '60',
          ALT: '58',
          AST: '121',
          ALB: '34',
          INR: '1.3',
          PTA: '68',
          CREA: '70',
          UREA: '4.5',
          NA: '138',
          WBC: '5.0',
          NEUT: '3.0',
        },
      ],
    ],
  },
  {
    // missing laboratory values: urea and sodium not back yet
    name: '陈玉梅（示例）',
    sex: 'female',
    ageYears: 55,
    inpatientNumber: 'SL-0007',
    presentedHoursAgo: 5,
    episode: {
      aetiologies: ['autoimmune'],
      cirrhosis: 'yes',
      acutePresentation: ['jaundice'],
      precipitants: ['unknown'],
    },
    findings: [he(0), ascites('none')],
    panels: [[1, { TBIL: '148', ALB: '30', INR: '1.5', CREA: '58' }]],
  },
  {
    // variceal bleeding, transfused
    name: '刘志强（示例）',
    sex: 'male',
    ageYears: 52,
    inpatientNumber: 'SL-0008',
    presentedHoursAgo: 30,
    episode: {
      aetiologies: ['hbv', 'alcohol'],
      cirrhosis: 'yes',
      decompensated: 'no',
      acutePresentation: ['bleeding'],
      precipitants: ['bleeding'],
    },
    findings: [...bedside(1, 'mild', 'current'), ...pressure(94, 52), ...lookedFor(['encephalopathy', 'bleeding'])],
    panels: [
      [
        1,
        {
          TBIL: '74',
          ALB: '28',
          INR: '1.7',
          CREA: '92',
          UREA: '12.4',
          NA: '136',
          HGB: '68',
          PLT: '46',
          WBC: '9.4',
          NEUT: '7.1',
          LAC: '2.9',
        },
      ],
      [
        20,
        {
          TBIL: '96',
          ALB: '28',
          INR: '1.6',
          CREA: '88',
          UREA: '9.8',
          NA: '137',
          HGB: '84',
          PLT: '61',
          WBC: '8.1',
          NEUT: '6.0',
          LAC: '1.7',
        },
      ],
    ],
    treatments: [
      ['endoscopy', 6, 7, '曲张静脉套扎'],
      ['red-cells', 3, 5, '悬浮红细胞 4 U'],
      ['antibiotic', 4, null, '头孢曲松 1 g qd'],
    ],
  },
  {
    // drug-induced, no cirrhosis
    name: '周晓燕（示例）',
    sex: 'female',
    ageYears: 36,
    inpatientNumber: 'SL-0009',
    presentedHoursAgo: 60,
    episode: {
      aetiologies: ['drug'],
      cirrhosis: 'no',
      acutePresentation: ['liver-injury', 'jaundice'],
      precipitants: ['drug'],
    },
    findings: [...bedside(0, 'none'), ...pressure(116, 72), ...lookedFor([])],
    panels: [
      [
        2,
        {
          TBIL: '212',
          ALT: '1650',
          AST: '1320',
          ALB: '37',
          INR: '1.8',
          PTA: '44',
          CREA: '55',
          UREA: '3.6',
          NA: '139',
          WBC: '6.2',
          NEUT: '3.9',
        },
      ],
      [
        48,
        {
          TBIL: '246',
          ALT: '1080',
          AST: '760',
          ALB: '36',
          INR: '2.1',
          PTA: '37',
          CREA: '57',
          UREA: '3.7',
          NA: '138',
          WBC: '6.6',
          NEUT: '4.3',
        },
      ],
    ],
    treatments: [['steroid', 20, null, '甲泼尼龙 40 mg qd']],
  },
  {
    // near the cut-offs: 205 umol/L is below 12 mg/dL
    name: '吴国华（示例）',
    sex: 'male',
    ageYears: 60,
    inpatientNumber: 'SL-0010',
    presentedHoursAgo: 20,
    episode: {
      aetiologies: ['hbv'],
      cirrhosis: 'yes',
      acutePresentation: ['jaundice'],
      precipitants: ['hbv-reactivation'],
      antiviral: '拉米夫定，不规则',
    },
    findings: [...bedside(0, 'mild'), ...pressure(110, 70), ...lookedFor([])],
    panels: [
      [
        2,
        { TBIL: '205', ALB: '32', INR: '1.5', PTA: '50', CREA: '132', UREA: '7.4', NA: '137', WBC: '6.8', NEUT: '4.6' },
      ],
      [
        14,
        {
          TBIL: '205.2',
          ALB: '32',
          INR: '1.5',
          PTA: '49',
          CREA: '132.6',
          UREA: '7.5',
          NA: '137',
          WBC: '6.9',
          NEUT: '4.7',
        },
      ],
    ],
  },
  {
    // high risk, grade 2, young
    name: '单雄飞（示例）',
    sex: 'male',
    ageYears: 33,
    inpatientNumber: 'SL-0011',
    presentedHoursAgo: 34,
    episode: {
      aetiologies: ['hbv'],
      cirrhosis: 'no',
      acutePresentation: ['liver-injury', 'jaundice', 'encephalopathy'],
      precipitants: ['antiviral-withdrawal'],
      antiviral: '恩替卡韦，停药 6 个月',
    },
    findings: [...bedside(2, 'mild'), ...pressure(114, 70), ...lookedFor(['encephalopathy'], ['brain'])],
    panels: [
      [
        2,
        {
          TBIL: '298',
          ALT: '2210',
          AST: '1875',
          ALB: '33',
          INR: '2.4',
          PTA: '28',
          CREA: '74',
          UREA: '4.8',
          NA: '136',
          WBC: '9.9',
          NEUT: '7.7',
          LAC: '2.1',
          HBVDNA: '560000000',
        },
      ],
      [
        26,
        {
          TBIL: '372',
          ALT: '1490',
          AST: '1010',
          ALB: '31',
          INR: '2.9',
          PTA: '22',
          CREA: '81',
          UREA: '5.1',
          NA: '134',
          WBC: '11.8',
          NEUT: '9.4',
          LAC: '2.8',
        },
      ],
    ],
    treatments: [
      ['antiviral', 2, null, '恩替卡韦 1 mg qd'],
      ['dpmas', 28, 31, 'DPMAS 3 h'],
    ],
  },
  {
    // stable MASLD cirrhosis with infection
    name: '黄桂芳（示例）',
    sex: 'female',
    ageYears: 69,
    inpatientNumber: 'SL-0012',
    presentedHoursAgo: 72,
    episode: {
      aetiologies: ['masld'],
      cirrhosis: 'yes',
      decompensated: 'yes',
      acutePresentation: ['infection', 'ascites'],
      precipitants: ['infection'],
    },
    findings: [
      ...bedside(0, 'moderate-severe'),
      ...pressure(104, 62),
      { code: 'infection', value: 'proven' },
      ...lookedFor(['infection', 'hyponatraemia-or-refractory-ascites']),
    ],
    panels: [
      [
        3,
        {
          TBIL: '52',
          ALB: '27',
          INR: '1.4',
          CREA: '118',
          UREA: '9.6',
          NA: '131',
          WBC: '13.6',
          NEUT: '11.5',
          CRP: '92',
          PROCT: '3.4',
        },
      ],
      [
        50,
        {
          TBIL: '47',
          ALB: '28',
          INR: '1.4',
          CREA: '98',
          UREA: '7.9',
          NA: '133',
          WBC: '9.2',
          NEUT: '7.0',
          CRP: '41',
          PROCT: '1.1',
        },
      ],
    ],
    treatments: [
      ['antibiotic', 4, null, '头孢噻肟 2 g q8h'],
      ['albumin', 5, 6, '白蛋白 60 g'],
      ['diuretic', 30, null, '螺内酯 100 mg qd'],
    ],
  },
  {
    // nobody knows the name; a critical sodium that nobody has acknowledged yet
    name: '',
    sex: 'male',
    ageYears: 45,
    isUnnamed: true,
    presentedHoursAgo: 3,
    episode: {
      aetiologies: ['alcohol'],
      cirrhosis: 'yes',
      acutePresentation: ['jaundice', 'encephalopathy'],
      precipitants: ['alcohol'],
    },
    findings: [...bedside(2, 'moderate-severe'), ...pressure(102, 60)],
    panels: [
      [1, { TBIL: '236', ALB: '26', INR: '2.0', CREA: '104', UREA: '8.8', NA: '118', WBC: '13.1', NEUT: '10.9' }],
    ],
  },
];

/** The first patient again, written as somebody heard the name at the outpatient desk. */
export const SAMPLE_DUPLICATE = {
  name: '张健国（示例）',
  sex: 'male',
  ageYears: 58,
  outpatientNumber: 'MZ-0001',
  phone: SAMPLE_PHONE,
} as const;
