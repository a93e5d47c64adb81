import { managementItemIds } from '../../../shared/clinical/management.ts';
import { LAB_CODES, type LabCode } from '../../../shared/records/observation.ts';
import type { TreatmentKind } from '../../../shared/records/treatment-kind.ts';
import { OVERFLOW_DEPARTURE, SCAN } from './departures.ts';
import { finish } from './from-record.ts';
import { FULL_FORM, FULL_PATIENT } from './full.ts';
import { findingRow, idMaker, type Panel, panelRows, treatmentRow } from './record-rows.ts';

const repeated = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Every text at its longest, 60 sample times, every item, rare characters, a hospital name of three lines. */
export function overflow(): unknown {
  const id = idMaker();
  const LONG =
    '患者反复腹胀、乏力、尿色加深，伴恶心、食欲减退、睡眠颠倒，外院予护肝、退黄、利尿、补充白蛋白及对症支持治疗。';
  const times = Array.from({ length: 60 }, (_, i) => 1 + i * 4);
  const observations = times.flatMap((hours, i) => panelRows(id, hours, overflowPanel(i)));
  const name = repeated('阿卜杜热合曼·买买提吐尔逊·𠅤䶮㛃', 50);
  return finish({
    id,
    signedHours: 244,
    facility: {
      name: repeated(
        '青河哈萨克自治县人民医院（青河县医疗集团总医院·县域医共体牵头单位·急危重症转诊中心）（虚构）',
        100,
      ),
      department: repeated('感染性疾病与肝病科、消化内科、急诊医学科联合诊疗中心', 60),
    },
    ward: {
      facilityName: repeated('江城大学附属第一医院（国家感染性疾病临床医学研究中心·区域肝衰竭诊治中心）（虚构）', 100),
      facilityCode: 'JCDXFYGB',
      wardName: repeated('肝衰竭、人工肝与肝移植围手术期多学科联合病房', 60),
      phone: '0700-8800120 转 80012、80013',
    },
    patient: {
      ...FULL_PATIENT,
      name,
      hospitalNumbers: {
        ...{ inpatient: repeated('ZY2026118700', 40), outpatient: repeated('MZ88421300', 40) },
        record: repeated('BA000123', 40),
      },
      phone: '0700-66001100 转 8123456789012',
      contact: { name, relation: repeated('配偶之兄长（户主）', 20), phone: '0700-66001100 转 8123456789012' },
      address: repeated('某某自治州青河哈萨克自治县城关镇河东路十八号阳光花园小区东区七号楼三单元四零二室，', 200),
      insurance: 'medical-assistance',
      languageNeeds: repeated('哈萨克语，需翻译；听力下降。', 200),
      allergy: { state: 'yes', text: repeated('青霉素、头孢类、磺胺类、含碘造影剂（皮疹、喉头水肿）；', 500) },
    },
    episode: {
      ...{ aetiologies: ['hbv', 'hcv', 'alcohol', 'masld', 'autoimmune', 'drug', 'other'] },
      aetiologyText: repeated('遗传代谢性肝病待除外；', 200),
      cirrhosis: { state: 'yes', basis: ['ultrasound', 'ct', 'elastography', 'biopsy', 'endoscopy', 'clinical'] },
      acutePresentation: ['liver-injury', 'jaundice', 'bleeding', 'ascites', 'encephalopathy', 'infection'],
      precipitants: ['hbv-reactivation', 'antiviral-withdrawal', 'alcohol', 'infection', 'bleeding', 'drug', 'surgery'],
      antiviral: { drug: repeated('替诺福韦、恩替卡韦交替', 100), startedOn: '2015-01-01', stoppedOn: '2026-08-20' },
    },
    findings: [
      ...times.filter((_, i) => i % 6 === 0).map((hours, i) => findingRow(id, 'he', Math.min(4, i % 5), hours, LONG)),
      findingRow(id, 'he', 3, 236),
      findingRow(id, 'ascites', 'moderate-severe', 236),
      findingRow(id, 'variceal_bleed', 'current', 236),
      findingRow(id, 'infection', 'proven', 236),
      findingRow(id, 'dialysis', true, 236),
      findingRow(id, 'vasopressor', true, 236),
      findingRow(id, 'ventilation', 'he', 236),
      findingRow(id, 'sbp', 92, 236),
      findingRow(id, 'dbp', 53, 236),
      findingRow(id, 'pf', 280, 236),
    ],
    observations,
    treatments: (
      [
        ...['antiviral', 'steroid', 'plasma-exchange', 'dpmas', 'plasma', 'albumin', 'red-cells', 'antibiotic'],
        ...['endoscopy', 'diuretic', 'renal-replacement', 'vasopressor', 'intubation', 'vitamin-k', 'other'],
      ] as TreatmentKind[]
    ).flatMap((kind, i) => [
      treatmentRow(id, kind, 3 + i * 4, 30 + i * 8, repeated(LONG, 200)),
      treatmentRow(id, kind, 100 + i * 6, i % 2 === 0 ? null : 140 + i * 6, repeated('按方案执行，无不良反应。', 60)),
    ]),
    form: {
      ...FULL_FORM,
      urgency: 'now',
      seniorApproval: { by: name, opinion: repeated('同意转诊，请做好途中准备并与接诊病房保持联系。', 200) },
      receivingDoctor: name,
      impression: {
        text: repeated('慢加急性肝衰竭（晚期）；乙型肝炎肝硬化失代偿期；', 500),
        icd10: 'K72.9 K74.6 B18.1',
      },
      reasons: ['high-risk', 'worsening', 'organ-failure', 'plasma-exchange', 'transplant-evaluation', 'family-wish'],
      reasonText: repeated('县域内无人工肝及肝移植条件；', 500),
      chiefComplaint: repeated(LONG, 500),
      presentIllness: repeated(LONG, 3000),
      pastHistory: repeated(LONG, 2000),
      treatmentSoFar: repeated(LONG, 3000),
      presentState: repeated(LONG, 2000),
      purpose: repeated(LONG, 1000),
      bloodProducts: repeated('血浆 2000 mL；红细胞 4 U；', 500),
      alcoholAndHerbs: repeated('白酒每日 250 mL，30 年；何首乌；', 500),
      pendingResults: repeated('血培养、HBV DNA、降钙素原；', 500),
    },
    departure: OVERFLOW_DEPARTURE,
    attachments: [SCAN],
    decision: { level: 'within-48h', reason: repeated('途中风险大，待循环稳定后转运；', 200) },
    managed: [...managementItemIds],
  });
}

/** A course of every item that runs up and down; each code has words and limits somewhere. */
function overflowPanel(i: number): Panel {
  const wave = (middle: number, swing: number, decimals: number) =>
    (middle + swing * Math.sin(i / 7 + middle)).toFixed(decimals);
  const middles: Record<LabCode, readonly [number, number, number]> = {
    ...{ TBIL: [420, 180, 1], DBIL: [300, 120, 1], ALT: [2600, 2200, 0], AST: [2100, 1900, 0], ALB: [28, 5, 1] },
    ...{ INR: [2.6, 0.9, 2], PT: [31, 9, 1], PTA: [31, 12, 0], FIB: [1.1, 0.5, 2], CREA: [230, 140, 0] },
    ...{ UREA: [18, 9, 2], NA: [128, 6, 1], K: [4.6, 1.1, 2], WBC: [14, 6, 2], NEUT: [11, 3, 2] },
    ...{ NEUT_PCT: [82, 8, 1], PLT: [52, 20, 0], HGB: [86, 18, 0], CRP: [64, 40, 1], PROCT: [3.2, 2.4, 3] },
    ...{ LAC: [3.6, 1.8, 2], NH3: [120, 60, 0], AFP: [12500, 8000, 1], HBVDNA: [98765432, 45678901, 0] },
    ...{ HBSAG: [1250, 300, 2], GGT: [210, 80, 0], ALP: [260, 70, 0] },
  };
  return Object.fromEntries(
    LAB_CODES.map((code, row) => {
      if ((i + row) % 23 === 5) return [code, 'not-done'];
      if ((i + row) % 29 === 7) return [code, `>${middles[code][0]}`];
      return [code, wave(...middles[code])];
    }),
  );
}
