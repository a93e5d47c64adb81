import { assessCase, type CaseAssessment } from '../../shared/clinical/assess.ts';
import { type ManagementItemId, managementItem, managementItemIds } from '../../shared/clinical/management.ts';
import { managementDue } from '../../shared/clinical/management-due.ts';
import { adviceBasis, adviseReferral } from '../../shared/clinical/referral-advice.ts';
import { defaultReferralPolicy } from '../../shared/clinical/referral-policy.ts';
import { engineVersion, scoreDefinitions } from '../../shared/clinical/score-registry.ts';
import type { AdviceLevel, StandingAdvice } from '../../shared/records/advice.ts';
import type { Assessment, AssessmentInput } from '../../shared/records/assessment.ts';
import type { EpisodeFields } from '../../shared/records/episode.ts';
import type { Finding } from '../../shared/records/finding.ts';
import { labItem } from '../../shared/records/lab-catalogue.ts';
import type { ManagementList } from '../../shared/records/management-list.ts';
import { LAB_CODES, type LabCode, type Observation } from '../../shared/records/observation.ts';
import { blankPatient } from '../../shared/records/patient.ts';
import type { Treatment } from '../../shared/records/treatment.ts';
import type { TreatmentKind } from '../../shared/records/treatment-kind.ts';
import { missingFields } from '../../shared/referral/completeness.ts';
import { blankDeparture, type DepartureContent } from '../../shared/referral/departure-record.ts';
import { blankReferralForm, type ReferralForm, SHARING_TEXT_VERSION } from '../../shared/referral/form.ts';
import { PacketModel } from '../../shared/referral/packet-model.ts';
import { formatReferralNumber } from '../../shared/referral/referral-number.ts';
import { summaryOf } from '../../shared/referral/sbar.ts';
import { FULL_DEPARTURE, OVERFLOW_DEPARTURE, SCAN } from './sample-departures.ts';

export const SAMPLES = ['minimal', 'full', 'overflow'] as const;
export type Sample = (typeof SAMPLES)[number];

/** Fictional packets: one minute's emergency, a well-kept record, and a record that overflows every field. */
export function samplePacket(sample: Sample): PacketModel {
  return PacketModel.parse(BUILDERS[sample]());
}

/** Hours after T0 of every sample; T0 itself is fixed, so that a packet is the same each time. */
const T0 = '2026-11-21T20:40:00+08:00';
const HOUR_MS = 3_600_000;
const after = (hours: number) => new Date(Date.parse(T0) + hours * HOUR_MS).toISOString();

const PATIENT = '0197a000-0000-7000-8000-000000000001';
const EPISODE = '0197a000-0000-7000-8000-000000000002';
const REFERRAL = '0197a000-0000-7000-8000-000000000003';

/** Ids that are the same in each run, numbered from 16. */
function idMaker(): () => string {
  let last = 15;
  return () => {
    last += 1;
    return `0197a000-0000-7000-9000-${last.toString(16).padStart(12, '0')}`;
  };
}

type Panel = Partial<Record<LabCode, string>>;

/** One sample: `12.3` a number as printed, `<0.5` a limit, a word such as `pending` why there is none. */
function panelRows(id: () => string, hours: number, panel: Panel): Observation[] {
  const sampledAt = after(hours);
  return (Object.entries(panel) as [LabCode, string][]).map(([code, text]) => {
    const number = /^([<>]?)(\d+(?:\.\d+)?)$/.exec(text);
    const word = number ? null : text;
    const isQualitative = word === 'positive' || word === 'negative' || word === 'not-detected';
    return {
      id: id(),
      patientId: PATIENT,
      episodeId: EPISODE,
      code,
      valueSi: number ? Number(number[2]) : null,
      comparator: number?.[1] === '<' ? '<' : number?.[1] === '>' ? '>' : null,
      text: isQualitative ? word : null,
      missing: word !== null && !isQualitative ? (word as Observation['missing']) : null,
      enteredValue: number?.[2] ?? null,
      enteredUnit: number ? labItem(code).unit : '',
      sampledAt,
      timeSource: 'collected',
      laboratory: '检验科',
      source: 'typed',
      version: 1,
      recordedAt: after(hours + 1),
      recordedBy: '李明',
      voidedAt: null,
    };
  });
}

const findingRow = (id: () => string, code: Finding['code'], value: Finding['value'], hours: number, note = '') => ({
  ...{ id: id(), patientId: PATIENT, episodeId: EPISODE, code, value, observedAt: after(hours), note, version: 1 },
  ...{ recordedAt: after(hours), recordedBy: '李明', voidedAt: null },
});

const treatmentRow = (
  id: () => string,
  kind: TreatmentKind,
  from: number,
  to: number | null,
  detail: string,
): Treatment => ({
  ...{ id: id(), patientId: PATIENT, episodeId: EPISODE, kind, startedAt: after(from), detail, version: 1 },
  ...{ endedAt: to === null ? null : after(to), recordedAt: after(from), recordedBy: '李明', voidedAt: null },
});

interface Draft {
  facility?: Partial<PacketModel['facility']>;
  ward?: PacketModel['ward'];
  patient: Partial<PacketModel['patient']>;
  episode?: Partial<EpisodeFields>;
  findings: Finding[];
  observations: Observation[];
  treatments: Treatment[];
  form: Partial<ReferralForm>;
  departure?: Partial<DepartureContent>;
  attachments?: PacketModel['attachments'];
  id: () => string;
  signedHours: number;
  incompleteReason?: string;
  /** The physician's word on the advice. */
  decision?: { level: AdviceLevel; reason: string };
  /** Items of the checklist that were ticked. */
  managed?: ManagementItemId[];
}

const WARD: NonNullable<PacketModel['ward']> = {
  facilityName: '江城大学附属第一医院（虚构）',
  facilityCode: 'JCDX',
  wardName: '肝衰竭与人工肝病房',
  phone: '0700-8800120',
};

function finish(draft: Draft): unknown {
  const { patient, episode: facts, observations, findings, treatments, id } = draft;
  const signedAt = after(draft.signedHours);
  const whole = { ...blankPatient(), ageYears: null, ...patient };
  const episode = {
    ...EPISODE_FACTS,
    ...facts,
    ...{ id: EPISODE, patientId: PATIENT, version: 1, createdAt: T0, closedAt: null },
  };
  const given = { patient: whole, episode, observations, findings, treatments };
  const anchors = [...new Set(observations.map(o => o.sampledAt))].sort();
  const assessments = anchors.flatMap(anchor => assessmentRows(id, anchor, assessCase(given, anchor)));
  const management = managementOf(assessments.toReversed(), draft.managed ?? [], signedAt);
  const advice = adviceRow(id, given, anchors.at(-1) ?? T0, draft.decision ?? null);
  const content = {
    facility: {
      ...{ name: '青河县人民医院（虚构）', code: 'QHX', workstation: '1', department: '感染性疾病科' },
      ...{ phone: '0700-6600110', role: 'county' as const },
      ...draft.facility,
    },
    doctor: { displayName: '李明', title: '主治医师', phone: '13800001234' },
    ward: draft.ward === undefined ? WARD : draft.ward,
    patient: whole,
    episode,
    findings,
    observations,
    assessments,
    advice,
    treatments,
    form: { ...blankReferralForm(), ...draft.form },
    ...blankDeparture(),
    ...draft.departure,
  };
  return {
    format: 1,
    referralId: REFERRAL,
    number: formatReferralNumber({ site: content.facility.code, workstation: '1', day: '2026-11-22', sequence: 7 }),
    supplement: 0,
    supplementOf: null,
    changes: [],
    training: true,
    ...content,
    management,
    summary: summaryOf(content),
    attachments: draft.attachments ?? [],
    missing: missingFields(content),
    incompleteReason: draft.incompleteReason ?? null,
    signedAt,
    softwareVersion: '0.1.0',
  };
}

type Case = Parameters<typeof assessCase>[0];

/** What the built-in policy says, confirmed or overridden by the signing physician. */
function adviceRow(
  id: () => string,
  given: Case,
  anchorAt: string,
  said: NonNullable<Draft['decision']> | null,
): StandingAdvice {
  const judged = adviseReferral(
    defaultReferralPolicy,
    adviceBasis(assessCase(given, anchorAt)),
    adviceBasis(assessCase(given, anchorAt, { windowHours: Number.POSITIVE_INFINITY })),
  );
  const { level, rules } = judged;
  const adviceId = id();
  const decided = { adviceId, decidedAt: anchorAt, decidedBy: '李明', computedLevel: level };
  const kind = said && said.level !== level ? ('overridden' as const) : ('confirmed' as const);
  return {
    computed: {
      ...{ id: adviceId, patientId: PATIENT, episodeId: EPISODE, number: 1, anchorAt, computedAt: anchorAt },
      ...{ policyVersionId: id(), engineVersion, level, rules: [...rules], rescoreDueAt: [], inputs: [] },
    },
    policy: { number: 1, origin: 'built-in', confirmed: { at: T0, by: '周国华' } },
    decision: said && { id: id(), kind, ...said, ...decided, isCurrent: true, isQuestioned: false },
    level: said?.level ?? level,
  };
}

function managementOf(newestFirst: Assessment[], done: ManagementItemId[], at: string): ManagementList {
  const { failures, due } = managementDue(newestFirst);
  const lines = due.map(item => {
    const { rule, source } = managementItem(item);
    const isDone = done.includes(item);
    const mark = isDone ? { at, by: '李明' } : null;
    return { item, rule, source, isDue: true, done: mark, undone: null, version: isDone ? 1 : 0 };
  });
  return { failures, lines };
}

function assessmentRows(id: () => string, anchorAt: string, { chosen, evaluations }: CaseAssessment): Assessment[] {
  return scoreDefinitions.flatMap(definition => {
    const evaluation = evaluations.get(definition.id);
    if (evaluation === undefined) return [];
    const inputs: AssessmentInput[] = definition.inputs.flatMap(({ key }) => {
      const given = chosen.inputs[key];
      if (given === undefined || given === null) return [];
      const quantity = typeof given === 'object' ? given : { value: given };
      return [
        {
          key,
          value: quantity.value,
          comparator: 'comparator' in quantity ? (quantity.comparator ?? null) : null,
          sampledAt: chosen.sampledAt[key] ?? null,
          sourceId: chosen.sources[key] ?? null,
        },
      ];
    });
    const { value, raw, grade, bounds, missing, notes, refused } = evaluation.result;
    return [
      {
        ...{ id: id(), patientId: PATIENT, episodeId: EPISODE, scoreId: definition.id },
        ...{ scoreVersion: definition.version, anchorAt, computedAt: anchorAt, inputs },
        outcome: { value, raw, grade, bounds, missing: [...missing], notes, refused },
      },
    ];
  });
}

const EPISODE_FACTS: EpisodeFields = {
  encounter: 'emergency',
  firstPresentationAt: T0,
  firstPresentationSource: 'registration',
  aetiologies: ['hbv'],
  aetiologyText: '',
  cirrhosis: { state: 'yes', basis: ['ultrasound', 'ct'] },
  decompensated: 'no',
  cholestatic: 'no',
  acutePresentation: ['liver-injury', 'jaundice', 'ascites'],
  precipitants: ['hbv-reactivation', 'antiviral-withdrawal'],
  antiviral: { drug: '恩替卡韦 0.5 mg qd', startedOn: '2019-03-01', stoppedOn: '2026-08-20' },
};

/** An unnamed patient sent within minutes: the emergency minimum, no laboratory values yet. */
function minimal(): unknown {
  const id = idMaker();
  return finish({
    id,
    signedHours: 0.4,
    patient: {
      name: '无名氏',
      sex: 'male',
      estimatedAge: { years: 50, on: '2026-11-21' },
      ageYears: 50,
      identity: { kind: 'none', number: '' },
      identityStatus: 'unknown',
    },
    episode: {
      aetiologies: ['other'],
      cirrhosis: { state: 'unknown', basis: [] },
      decompensated: 'unknown',
      cholestatic: 'unknown',
      acutePresentation: [],
      precipitants: [],
      antiviral: { drug: '', startedOn: null, stoppedOn: null },
    },
    findings: [],
    observations: [],
    treatments: [],
    form: {
      urgency: 'now',
      impression: { text: '黄疸、呕血待查，肝衰竭可能', icd10: '' },
      sharing: {
        ...{ care: 'not-asked', registry: 'not-asked', emergencyBasis: 'unconscious-no-relative' },
        ...{ signer: '', relation: '', at: null, textVersion: SHARING_TEXT_VERSION },
      },
    },
    incompleteReason: '患者呕血、昏迷，须立即转运',
  });
}

const FULL_FORM: Partial<ReferralForm> = {
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
    'T 37.2 ℃，P 92 次/分，BP 108/63 mmHg，反应稍迟钝，定向力正常，皮肤巩膜重度黄染，腹水少量，双下肢无水肿。',
  purpose: '评估人工肝及肝移植；途中注意出血和意识变化，保持静脉通路。',
  bloodProducts: '11-22 06:00 血浆置换 1 次，血浆 2000 mL；白蛋白 10 g。',
  alcoholAndHerbs: '不饮酒；否认中草药、保健品。',
  pendingResults: '血培养、HBV DNA',
  sharing: {
    ...{ care: 'yes', registry: 'yes', emergencyBasis: null, signer: '张秀英', relation: '配偶', at: after(13) },
    textVersion: SHARING_TEXT_VERSION,
  },
};

const FULL_PATIENT: Partial<PacketModel['patient']> = {
  name: '张建国',
  sex: 'male',
  birthDate: '1974-05-18',
  ageYears: 52,
  identity: { kind: 'resident-id', number: '11010519740518001X' },
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

function full(): unknown {
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
      treatmentRow(id, 'antibiotic', 3, null, '头孢哌酮舒巴坦 3 g q12h'),
      treatmentRow(id, 'plasma-exchange', 9.3, 11.8, '血浆 2000 mL，右股静脉置管，无不良反应'),
      treatmentRow(id, 'vitamin-k', 2.5, 2.6, '维生素 K₁ 10 mg 静滴'),
    ],
    form: FULL_FORM,
    departure: FULL_DEPARTURE,
    attachments: [SCAN],
    decision: { level: 'within-24h', reason: '已电话商定救护车次晨出发' },
    managed: ['medical-base', 'nutrition', 'infection-prevention'],
  });
}

const repeated = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Every text at its longest, 60 sample times, every item, rare characters, a hospital name of three lines. */
function overflow(): unknown {
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

const BUILDERS: Readonly<Record<Sample, () => unknown>> = { minimal, full, overflow };
