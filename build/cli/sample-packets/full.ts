import { type ReferralForm, SHARING_TEXT_VERSION } from '../../../shared/referral/form.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { FULL_DEPARTURE, SCAN } from './departures.ts';
import { finish } from './from-record.ts';
import { after, findingRow, idMaker, type Panel, panelRows, treatmentRow } from './record-rows.ts';

export const FULL_FORM: Partial<ReferralForm> = {
  urgency: 'within-24h',
  seniorApproval: { by: '周国华', opinion: '同意转诊' },
  receivingDoctor: '王静',
  impression: { text: '慢加急性肝衰竭（早期）；乙型肝炎肝硬化', icd10: 'K72.9' },
  reasons: ['high-risk', 'worsening', 'plasma-exchange'],
  reasonText: '',
  chiefComplaint: '乏力、纳差、尿黄 10 天，加重伴腹胀 3 天。',
  presentIllness:
    '患者乙肝病史 12 年，恩替卡韦治疗，3 个月前自行停药。10 天前出现乏力、纳差、尿黄，3 天前加重伴腹胀。入院 6 小时总胆红素由 214 升至 268 µmol/L，INR 由 1.7 升至 1.8，血浆置换后分别为 242 µmol/L 和 1.6；出现少量腹水，反应稍迟钝。',
  pastHistory: '否认糖尿病、高血压；无手术、输血史。',
  treatmentSoFar: '恢复恩替卡韦，补充白蛋白，血浆置换 1 次，头孢哌酮舒巴坦抗感染，乳果糖通便。',
  presentState:
    'T 37.2 ℃，P 92 次/分，BP 108/63 mmHg，反应稍迟钝，定向力正常，皮肤巩膜重度黄染，少量腹水，双下肢无水肿。',
  purpose: '评估人工肝及肝移植；途中注意出血和意识变化，保持静脉通路。',
  bloodProducts: '11-22 05:58 血浆置换 1 次，血浆 2000 mL；白蛋白 10 g 2 次。',
  alcoholAndHerbs: '不饮酒；否认中草药、保健品。',
  pendingResults: '血培养、HBV DNA',
  sharing: {
    ...{ care: 'yes', registry: 'yes', emergencyBasis: null, signer: '张秀英', relation: '配偶', at: after(13) },
    textVersion: SHARING_TEXT_VERSION,
  },
};

export const FULL_PATIENT: Partial<PacketModel['patient']> = {
  name: '张建国',
  sex: 'male',
  birthDate: '1974-05-18',
  ageYears: 52,
  identity: { kind: 'resident-id', number: '110105197405180017' },
  identityStatus: 'verified',
  hospitalNumbers: { inpatient: 'ZY20261187', outpatient: 'MZ884213', record: '' },
  phone: '13900005678',
  contact: { name: '张秀英', relation: '配偶', phone: '13700004321' },
  address: '青河县城关镇河东路 18 号 3 单元 402 室',
  insurance: 'resident',
  ...{ ethnicity: '01', nationality: 'CN', maritalStatus: 'married' },
  allergy: { state: 'yes', text: '青霉素（皮疹）' },
};

const FULL_PANELS: readonly (readonly [number, Panel])[] = [
  [
    1,
    {
      ...{ TBIL: '214.3', DBIL: '158.2', ALT: '865', AST: '742', ALB: '31.2', INR: '1.7', PT: '19.8', PTA: '46' },
      ...{ FIB: '1.9', CREA: '78', UREA: '5.2', NA: '134', K: '4.1', WBC: '7.1', NEUT: '5.0', NEUT_PCT: '70.4' },
      ...{ PLT: '88', HGB: '121', CRP: '18', PROCT: '0.42', LAC: '1.8', NH3: '62', AFP: '88', HBVDNA: 'pending' },
      ...{ HBSAG: 'positive', GGT: '96', ALP: '142' },
    },
  ],
  [
    7,
    {
      ...{ TBIL: '268.0', DBIL: '190.4', ALT: '712', AST: '655', ALB: '30.1', INR: '1.8', PT: '21.0', PTA: '42' },
      ...{ CREA: '84', UREA: '5.9', NA: '133', K: '4.0', LAC: '2.0', NH3: '70' },
    },
  ],
  [
    12.5,
    {
      ...{ TBIL: '241.7', DBIL: '171.9', ALT: '508', AST: '470', ALB: '32.0', INR: '1.6', PT: '18.9', PTA: '49' },
      ...{ FIB: '1.6', CREA: '88', UREA: '6.3', NA: '132', K: '3.9', WBC: '8.2', NEUT: '6.0', NEUT_PCT: '73.2' },
      ...{ PLT: '76', HGB: '115', CRP: '22', PROCT: '<0.5', LAC: '2.0', NH3: 'not-done' },
    },
  ],
];

export function full(): unknown {
  const id = idMaker();
  return finish({
    id,
    signedHours: 13.42,
    patient: FULL_PATIENT,
    findings: [
      findingRow(id, 'he', 0, 1),
      findingRow(id, 'he', 1, 12.5, '反应稍迟钝，定向力正常'),
      findingRow(id, 'ascites', 'mild', 12.5),
      findingRow(id, 'variceal_bleed', 'none', 1),
      findingRow(id, 'infection', 'suspected', 1),
      findingRow(id, 'dialysis', false, 1),
      findingRow(id, 'vasopressor', false, 12.5),
      findingRow(id, 'sbp', 108, 12.5),
      findingRow(id, 'dbp', 63, 12.5),
      findingRow(id, 'sf', 457, 12.5),
      findingRow(id, 'weight', 66, 1),
      findingRow(id, 'height', 171, 1),
    ],
    observations: FULL_PANELS.flatMap(([hours, panel]) => panelRows(id, hours, panel)),
    treatments: [
      treatmentRow(id, 'antiviral', 1.5, null, '恩替卡韦 0.5 mg qd 口服'),
      treatmentRow(id, 'albumin', 2, 4, '人血白蛋白 10 g'),
      treatmentRow(id, 'albumin', 12.5, null, '人血白蛋白 10 g，30 mL/h'),
      treatmentRow(id, 'antibiotic', 3, null, '头孢哌酮舒巴坦 3 g q12h'),
      treatmentRow(id, 'plasma-exchange', 9.3, 11.8, '血浆 2000 mL，右股静脉置管，无不良反应'),
      treatmentRow(id, 'vitamin-k', 2.5, 2.6, '维生素 K₁ 10 mg 静滴'),
    ],
    form: FULL_FORM,
    departure: FULL_DEPARTURE,
    attachments: [SCAN],
    decision: { level: 'within-24h', reason: '循环、呼吸稳定，已与接诊病房商定当日 10:30 救护车出发' },
    managed: ['medical-base', 'nutrition', 'infection-prevention'],
  });
}
