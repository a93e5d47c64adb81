import { assessCase, type CaseAssessment } from '../../../shared/clinical/assess.ts';
import { type ManagementItemId, managementItem } from '../../../shared/clinical/management.ts';
import { managementDue } from '../../../shared/clinical/management-due.ts';
import { adviceBasis, adviseReferral } from '../../../shared/clinical/referral-advice.ts';
import { defaultReferralPolicy } from '../../../shared/clinical/referral-policy.ts';
import { engineVersion, scoreDefinitions } from '../../../shared/clinical/score-registry.ts';
import type { AdviceLevel, StandingAdvice } from '../../../shared/records/advice.ts';
import type { Assessment, AssessmentInput } from '../../../shared/records/assessment.ts';
import type { EpisodeFields } from '../../../shared/records/episode.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import type { ManagementList } from '../../../shared/records/management-list.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { missingFields } from '../../../shared/referral/completeness.ts';
import { blankDeparture, type DepartureContent } from '../../../shared/referral/departure-record.ts';
import { blankReferralForm, type ReferralForm } from '../../../shared/referral/form.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { formatReferralNumber } from '../../../shared/referral/referral-number.ts';
import { summaryOf } from '../../../shared/referral/sbar.ts';
import { after, dayOf, EPISODE, PATIENT, REFERRAL, T0 } from './record-rows.ts';

export interface Draft {
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

export function finish(draft: Draft): unknown {
  const { patient, episode: facts, observations, findings, treatments, id } = draft;
  const signedAt = after(draft.signedHours);
  const whole = { ...blankPatient(), ageYears: null, ...patient };
  const episode = {
    ...EPISODE_FACTS,
    ...facts,
    ...{ id: EPISODE, patientId: PATIENT, version: 1, createdAt: facts?.firstPresentationAt ?? T0, closedAt: null },
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
    number: formatReferralNumber({ site: content.facility.code, workstation: '1', day: dayOf(signedAt), sequence: 7 }),
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
  acutePresentation: ['liver-injury', 'jaundice'],
  precipitants: ['hbv-reactivation', 'antiviral-withdrawal'],
  antiviral: { drug: '恩替卡韦 0.5 mg qd', startedOn: '2019-03-01', stoppedOn: '2026-08-20' },
};
