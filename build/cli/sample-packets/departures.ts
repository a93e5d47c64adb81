import type { DepartureContent } from '../../../shared/referral/departure-record.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { VitalSigns } from '../../../shared/referral/transport-record.ts';

/** Fictional departures of the sample packets; times beside T0 = 2026-11-21 20:40. */
const at = (time: string) => new Date(`2026-11-22T${time}:00+08:00`).toISOString();

export const SCAN: PacketModel['attachments'][number] = {
  id: '0197a000-0000-7000-8000-00000000000a',
  kind: 'consent-scan',
  title: '转诊知情同意书（签字页）.pdf',
  contentType: 'application/pdf',
  sizeBytes: 482_113,
  sha256: 'b1946ac92492d2347c6235b4d2611184e8d1a5b4bfa3a4f0c1f4c9a2e7d0b3aa',
  addedAt: at('10:02'),
};

const vitals = (time: string, change: Partial<VitalSigns> = {}): VitalSigns => ({
  at: at(time),
  ...{ temperature: 37.2, pulse: 92, respiration: 20, sbp: 108, dbp: 63, spo2: 99 },
  ...{ oxygenMode: '鼻导管', oxygenFlow: 3, gcs: 15, urine: 60, glucose: 5.6, pain: 1 },
  ...change,
});

export const FULL_DEPARTURE: DepartureContent = {
  consent: {
    informed: ['state', 'need', 'risks', 'cost', 'alternatives'],
    risks: '途中出血、肝性脑病加重、呼吸心跳骤停、死亡',
    choice: 'agree',
    signer: {
      ...{ role: 'authorised', name: '张秀英', relation: '配偶', idNumber: '110105197601012344' },
      ...{ phone: '13700004321', at: at('09:40') },
    },
    informedBy: '李明',
    informedAt: at('09:30'),
    witness: '周国华',
  },
  transport: {
    ...{ grade: 'II', mode: 'ambulance-120', plate: '青A·1203急', eta: at('13:30'), distanceKm: 142 },
    route: '国道 318 转江城绕城高速',
    escorts: [
      { name: '李明', role: 'doctor', qualification: '主治医师', phone: '13800001234', criticalCare: true },
      { name: '陈芳', role: 'nurse', qualification: '主管护师', phone: '13800005566', criticalCare: true },
    ],
    departureVitals: vitals('10:05'),
    enRoute: [],
    airway: '自主呼吸；不吸氧时 SpO₂ 96 %（09:10），转运途中予鼻导管吸氧 3 L/min',
    vasoactives: [],
    lines: [
      { kind: '外周静脉留置针', site: '左前臂', placedAt: at('06:00'), patent: true },
      { kind: '血浆置换导管', site: '右股静脉', placedAt: at('05:50'), patent: true },
    ],
    infusions: [{ drug: '人血白蛋白 10 g', rate: '30 mL/h', lastDoseAt: at('09:10') }],
    supplies: { oxygenMinutes: 240, journeyMinutes: 180, bloodProducts: '无', medicines: '急救药箱 1 个；乳果糖' },
    events: '',
    care: { bleeding: '无活动性出血', skin: '完整，黄染', falls: '高危，床栏已上', restraint: '无' },
    isolation: { precautions: ['blood'], hbv: 'positive', hcv: 'negative', hiv: 'negative', syphilis: 'pending' },
    carried: {
      items: ['referral-form', 'lab-results', 'images', 'id-card', 'insurance-card', 'consent'],
      text: 'CT 光盘 1 张',
    },
    handover: { at: null, handedBy: '', receivedBy: '' },
  },
  calls: [{ at: at('09:35'), number: '0700-8800120', spokeTo: '王静', note: '同意接收，备床 3 床' }],
};

const repeated = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

const ventilated = (time: string, change: Partial<VitalSigns> = {}): VitalSigns =>
  vitals(time, {
    ...{
      temperature: 38.4,
      pulse: 112,
      respiration: 16,
      sbp: 92,
      dbp: 53,
      spo2: 95,
      oxygenMode: '呼吸机 SIMV+PSV FiO₂ 40 %',
    },
    ...{ oxygenFlow: null, gcs: 7, urine: 20, glucose: 4.8, pain: null },
    ...change,
  });

/** Every list at its longest and every text at its limit, as they were when it was signed. */
export const OVERFLOW_DEPARTURE: DepartureContent = {
  consent: {
    ...FULL_DEPARTURE.consent,
    risks: repeated('途中消化道大出血、肝性脑病加重、呼吸心跳骤停、死亡；', 1000),
    signer: {
      ...FULL_DEPARTURE.consent.signer,
      name: repeated('阿卜杜热合曼·买买提·𠅤䶮㛃', 50),
      relation: repeated('堂兄之子（受托人）', 30),
    },
    witness: repeated('医务科值班负责人·周国华', 50),
  },
  transport: {
    ...FULL_DEPARTURE.transport,
    grade: 'I',
    route: repeated('省道 205 转国道 318 转江城绕城高速，', 200),
    escorts: Array.from({ length: 6 }, (_, i) => ({
      name: repeated('买买提吐尔逊·阿卜杜热合曼', 50),
      role: i % 2 === 0 ? 'doctor' : 'nurse',
      qualification: repeated('主治医师（重症医学专培）', 50),
      phone: '0700-66001100 转 8123456789012',
      criticalCare: i < 2,
    })),
    enRoute: [],
    departureVitals: ventilated('10:00'),
    airway: repeated('气管插管 7.5 号，距门齿 23 cm，呼吸机 SIMV；', 300),
    vasoactives: Array.from({ length: 8 }, () => ({
      drug: repeated('去甲肾上腺素重酒石酸盐注射液', 50),
      concentration: repeated('8 mg/50 mL ', 50),
      rate: repeated('0.3 µg/kg/min ', 50),
    })),
    lines: Array.from({ length: 12 }, () => ({
      kind: repeated('三腔二囊管（胃囊 250 mL）', 50),
      site: repeated('右侧颈内静脉', 50),
      placedAt: at('06:00'),
      patent: true,
    })),
    infusions: Array.from({ length: 12 }, () => ({
      drug: repeated('注射用丁二磺酸腺苷蛋氨酸 1 g 入 5% 葡萄糖 250 mL；', 100),
      rate: repeated('50 mL/h ', 50),
      lastDoseAt: at('08:00'),
    })),
    supplies: {
      ...{ oxygenMinutes: 150, journeyMinutes: 180 },
      bloodProducts: repeated('血浆 800 mL、红细胞 4 U；', 200),
      medicines: repeated('去甲肾上腺素、特利加压素、奥曲肽、安定、呋塞米；', 300),
    },
    events: '',
    care: {
      bleeding: repeated('鼻腔、穿刺点渗血；', 200),
      skin: repeated('骶尾部Ⅱ期压疮 3×2 cm；', 200),
      falls: repeated('高危，床栏、约束带；', 200),
      restraint: repeated('双上肢约束，每 30 min 观察；', 200),
    },
    isolation: {
      precautions: ['contact', 'droplet', 'blood'],
      ...{ hbv: 'positive', hcv: 'positive', hiv: 'unknown', syphilis: 'pending' },
    },
    carried: {
      items: ['referral-form', 'records', 'lab-results', 'images', 'specimens', 'id-card', 'insurance-card', 'consent'],
      text: repeated('CT 光盘 2 张、胃镜图文报告、病理切片 3 张；', 300),
    },
  },
  calls: Array.from({ length: 20 }, (_, i) => ({
    at: at(`0${Math.floor(i / 6)}:${(i % 6) * 10}`.replace(/:(\d)$/, ':0$1')),
    number: '0700-8800120 转 80012、80013',
    spokeTo: repeated('王静（肝衰竭病房值班医师）', 50),
    note: repeated('同意接收，备床；嘱途中监测意识、血压与出血情况，', 300),
  })),
};

/** The same at the ward's door: what was written on the way, after the signature. */
export const OVERFLOW_ARRIVED: DepartureContent & { at: string } = {
  ...OVERFLOW_DEPARTURE,
  at: at('14:15'),
  transport: {
    ...OVERFLOW_DEPARTURE.transport,
    enRoute: Array.from({ length: 12 }, (_, i) =>
      ventilated(`${10 + Math.floor((i + 2) / 4)}:${String(((i + 2) % 4) * 15).padStart(2, '0')}`, {
        ...{ pulse: 112 + i, sbp: i === 3 ? 88 : 92 + (i % 3), dbp: i === 3 ? 50 : 53 },
      }),
    ),
    events: repeated('11:15 呕血约 200 mL，予特利加压素泵入、备血输注，血压 88/50 mmHg；', 2000),
    handover: { at: at('14:10'), handedBy: repeated('陈芳', 50), receivedBy: repeated('王静', 50) },
  },
};
