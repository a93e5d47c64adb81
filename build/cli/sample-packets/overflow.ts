import { managementItemIds } from '../../../shared/clinical/management.ts';
import { LAB_CODES, type LabCode } from '../../../shared/records/observation.ts';
import type { TreatmentKind } from '../../../shared/records/treatment-kind.ts';
import { OVERFLOW_DEPARTURE, SCAN } from './departures.ts';
import { finish } from './from-record.ts';
import { FULL_FORM, FULL_PATIENT } from './full.ts';
import { after, findingRow, idMaker, type Panel, panelRows, treatmentRow } from './record-rows.ts';

const repeated = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Ten days before the signature the patient came first; hours beside the samples' T0. */
const FIRST = -230.5;
const on = (hours: number) => FIRST + hours;
const TIMES = 60;

/** Every text at its longest, 60 sample times, every item, rare characters, a hospital name of three lines. */
export function overflow(): unknown {
  const id = idMaker();
  const LONG =
    '患者反复腹胀、乏力、尿色加深，伴恶心、食欲减退、睡眠颠倒，外院予护肝、退黄、利尿、补充白蛋白及对症支持治疗。';
  const times = Array.from({ length: TIMES }, (_, i) => on(1 + i * 4));
  const observations = times.flatMap((hours, i) => panelRows(id, hours, overflowPanel(i)));
  const name = repeated('阿卜杜热合曼·买买提吐尔逊·𠅤䶮㛃', 50);
  return finish({
    id,
    signedHours: 13.42,
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
      ethnicity: '17', // Kazakh, GB/T 3304
      languageNeeds: repeated('哈萨克语，需翻译；听力下降。', 200),
      allergy: { state: 'yes', text: repeated('青霉素、头孢类、磺胺类、含碘造影剂（皮疹、喉头水肿）；', 500) },
    },
    episode: {
      firstPresentationAt: after(FIRST),
      decompensated: 'yes',
      ...{ aetiologies: ['hbv', 'hcv', 'alcohol', 'masld', 'autoimmune', 'drug', 'other'] },
      aetiologyText: repeated('遗传代谢性肝病待除外；', 200),
      cirrhosis: { state: 'yes', basis: ['ultrasound', 'ct', 'elastography', 'biopsy', 'endoscopy', 'clinical'] },
      acutePresentation: ['liver-injury', 'jaundice', 'bleeding', 'ascites', 'encephalopathy', 'infection'],
      precipitants: ['hbv-reactivation', 'antiviral-withdrawal', 'alcohol', 'infection', 'bleeding', 'drug', 'surgery'],
      antiviral: { drug: repeated('替诺福韦、恩替卡韦交替', 100), startedOn: '2015-01-01', stoppedOn: '2026-08-20' },
    },
    findings: [
      ...times.filter((_, i) => i % 6 === 0).map((hours, i) => findingRow(id, 'he', HE_COURSE[i] ?? 3, hours, LONG)),
      findingRow(id, 'he', 3, on(236.5)),
      findingRow(id, 'ascites', 'moderate-severe', on(236.5)),
      findingRow(id, 'variceal_bleed', 'current', on(236.5)),
      findingRow(id, 'infection', 'proven', on(236.5)),
      findingRow(id, 'dialysis', true, on(236.5)),
      findingRow(id, 'vasopressor', true, on(236.5)),
      findingRow(id, 'ventilation', 'he', on(236.5)),
      findingRow(id, 'sbp', 92, on(236.5)),
      findingRow(id, 'dbp', 53, on(236.5)),
      findingRow(id, 'pf', 280, on(236.5)),
    ],
    observations,
    treatments: COURSES.flatMap(([kind, detail, from, to], i) => [
      treatmentRow(id, kind, on(3 + i * 4), on(30 + i * 8), repeated(detail, 200)),
      treatmentRow(id, kind, on(from), to === null ? null : on(to), repeated(detail, 60)),
    ]),
    form: {
      ...FULL_FORM,
      urgency: 'within-24h',
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
      presentState: repeated(
        '气管插管、呼吸机 SIMV 通气，镇静，肝性脑病 3 级，GCS 7 分；去甲肾上腺素维持血压 92/53 mmHg；三腔二囊管压迫止血中；大量腹水；',
        2000,
      ),
      purpose: repeated(LONG, 1000),
      bloodProducts: repeated('血浆 2000 mL；红细胞 4 U；', 500),
      alcoholAndHerbs: repeated('白酒每日 250 mL，30 年；何首乌；', 500),
      pendingResults: repeated('血培养、HBV DNA、降钙素原；', 500),
    },
    departure: OVERFLOW_DEPARTURE,
    attachments: [SCAN],
    decision: { level: 'within-24h', reason: repeated('循环不稳，先行复苏、备血、止血，当日循环稳定后即转运；', 200) },
    managed: [...managementItemIds],
  });
}

/** West Haven grade each day; intubated from the eighth. */
const HE_COURSE = [1, 1, 1, 2, 2, 2, 3, 3, 4, 3];

/** Treatment, what it was, and its second course in hours since the first presentation; null = under way. */
const COURSES: readonly (readonly [TreatmentKind, string, number, number | null])[] = [
  ['antiviral', '富马酸替诺福韦酯 300 mg 鼻饲 每 48 小时 1 次，按肌酐清除率调整；', 100, null],
  ['steroid', '甲泼尼龙 40 mg 静滴 每日 1 次，无明显反应；', 106, 118],
  ['plasma-exchange', '血浆 2000 mL，右股静脉置管，过程顺利；', 112, 115],
  ['dpmas', '双重血浆分子吸附 6 L，枸橼酸抗凝，过程顺利；', 118, 124],
  ['plasma', '新鲜冰冻血浆 400 mL 静滴，无输血反应；', 238, 240],
  ['albumin', '人血白蛋白 20 g 静滴；', 130, 140],
  ['red-cells', '去白悬浮红细胞 2 U 静滴，无输血反应；', 236, 239],
  ['antibiotic', '美罗培南 0.5 g 静滴 每 12 小时 1 次（透析剂量）；', 142, null],
  ['endoscopy', '胃镜下食管静脉曲张套扎 6 环，术中活动性出血；', 148, 149],
  ['diuretic', '呋塞米 20 mg 静注；', 154, 170],
  ['renal-replacement', '连续肾脏替代，置换液 2000 mL/h，无肝素；', 160, null],
  ['vasopressor', '去甲肾上腺素 0.3 µg/kg/min 泵入；', 166, null],
  ['intubation', '气管插管 7.5 号，呼吸机 SIMV，因肝性脑病；', 172, null],
  ['vitamin-k', '维生素 K₁ 10 mg 静滴；', 178, 179],
  ['other', '三腔二囊管压迫止血，胃囊 250 mL；', 236, null],
];

/** Ten days downhill, each figure in step with the others; each item has words somewhere, those of long range limits. */
function overflowPanel(i: number): Panel {
  const worse = i / (TIMES - 1); // 0 at the first sample, 1 at the last
  const wave = (every: number, phase = 0) => Math.sin(i / every + phase);
  const tbil = 180 + 400 * worse + 30 * wave(5);
  const inr = 1.6 + 1.5 * worse + 0.12 * wave(4);
  const pt = 11.66 * inr;
  const wbc = 7 + 11 * worse + 1.5 * wave(6);
  const percent = 72 + 16 * worse + 2 * wave(3);
  const numbers: Record<LabCode, readonly [number, number]> = {
    ...{ TBIL: [tbil, 1], DBIL: [tbil * (0.7 + 0.02 * wave(7)), 1], ALT: [2600 * 0.2 ** (2 * worse) + 60, 0] },
    ...{ AST: [2300 * 0.2 ** (2 * worse) + 80, 0], ALB: [31 - 5 * worse + wave(9), 1], INR: [inr, 2], PT: [pt, 1] },
    ...{ PTA: [700 / (pt - 4.6), 0], FIB: [1.9 - 1.1 * worse, 2], CREA: [75 + 160 * worse + 12 * wave(5, 1), 0] },
    ...{ UREA: [5.5 + 17 * worse + wave(5, 1), 2], NA: [135 - 10 * worse + wave(8), 1], K: [4.2 + 0.5 * wave(6), 2] },
    ...{ WBC: [wbc, 2], NEUT: [(wbc * percent) / 100, 2], NEUT_PCT: [percent, 1], PLT: [92 - 55 * worse, 0] },
    ...{ HGB: [124 - 52 * worse + 3 * wave(4), 0], CRP: [14 + 70 * worse, 1], PROCT: [0.4 + 4 * worse, 3] },
    ...{ LAC: [1.6 + 2.8 * worse + 0.2 * wave(5), 2], NH3: [58 + 90 * worse, 0], AFP: [12500 + 4000 * wave(20), 1] },
    ...{ HBVDNA: [98_765_432 * 0.1 ** (3 * worse), 0], HBSAG: [1250 - 200 * worse, 2], GGT: [210 - 60 * worse, 0] },
    ...{ ALP: [260 - 40 * worse, 0] },
  };
  return Object.fromEntries(
    LAB_CODES.map((code, row) => {
      if ((i + row) % 23 === 5) return [code, 'not-done'];
      const limit = LIMITS[code];
      if (limit !== undefined && (i + row) % 29 === 7) return [code, limit];
      const [value, decimals] = numbers[code];
      return [code, value.toFixed(decimals)];
    }),
  );
}

/** What an analyser prints where a value is beyond its range. */
const LIMITS: Panel = { AFP: '>20000', HBVDNA: '>170000000', FIB: '<0.6', PROCT: '<0.05', CRP: '>200', NH3: '>300' };
