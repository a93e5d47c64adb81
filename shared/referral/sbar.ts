import { gradeText, inputNames } from '../clinical/clinical-wording.ts';
import { interferenceAt } from '../clinical/interference.ts';
import { scoreDefinition } from '../clinical/score-registry.ts';
import { createI18n, type Language, type Translate } from '../i18n/i18n.ts';
import type { AdviceLevel } from '../records/advice.ts';
import type { Assessment } from '../records/assessment.ts';
import { findingText, type Wording } from '../records/finding-wording.ts';
import { labItem, unitText } from '../records/lab-catalogue.ts';
import type { LabCode, Observation } from '../records/observation.ts';
import { wallClock } from '../records/time.ts';
import { careText } from '../records/treatment-text.ts';
import { isLessUrgent } from './answer.ts';
import type { Sbar } from './form.ts';
import { LETTER_SCORES, lastAssessment, lastFinding, lastObservation, restsOnDistorted } from './packet-facts.ts';
import type { PacketModel } from './packet-model.ts';

/** All that the summary is told from. */
export type SbarInput = Pick<
  PacketModel,
  | 'patient'
  | 'episode'
  | 'findings'
  | 'observations'
  | 'assessments'
  | 'treatments'
  | 'advice'
  | 'form'
  | 'doctor'
  | 'facility'
  | 'calls'
>;

/** Items that tell the course of liver, clotting, kidney and sodium; each is named even where it was never measured. */
const TOLD_LABS: readonly LabCode[] = ['TBIL', 'INR', 'CREA', 'UREA', 'NA', 'ALB', 'PLT'];
const TOLD_FINDINGS = ['he', 'variceal_bleed', 'ascites', 'infection'] as const;

const TRANSLATE: Readonly<Record<Language, Translate>> = {
  'zh-CN': createI18n('zh-CN').t,
  en: createI18n('en').t,
};

/**
 * Situation, background, assessment, recommendation from nothing but the record: every value with its time, every gap
 * by its name (not recorded, pending, not done). Long texts of the form are cut at a sentence's length: the letter has
 * them whole.
 */
export function writeSbar(input: SbarInput, language: Language): Sbar {
  const t = TRANSLATE[language];
  return {
    situation: situation(input, t),
    background: background(input, t),
    assessment: assessment(input, t, language),
    recommendation: recommendation(input, t),
  };
}

/** The text of the summary page: the doctor's own words where edited, in both languages, else written from the data. */
export function summaryOf(input: SbarInput): PacketModel['summary'] {
  const { isEdited, ...own } = input.form.sbar;
  if (isEdited) return { isEdited, zh: own, en: own };
  return { isEdited, zh: writeSbar(input, 'zh-CN'), en: writeSbar(input, 'en') };
}

const BRIEF = 160; // characters a text: the page stays one page

function brief(text: string, t: Translate): string {
  const one = text.trim().replaceAll(/\s+/g, ' ');
  if (one === '') return t('sbar.missing');
  return one.length <= BRIEF ? one : `${one.slice(0, BRIEF - 1)}…`;
}

const lines = (parts: readonly (string | null)[]): string => parts.filter(part => part !== null).join('\n');
const listed = (words: readonly string[], t: Translate): string =>
  words.length === 0 ? t('sbar.missing') : words.join(t('ui.listComma'));

function situation({ patient, episode, form, advice }: SbarInput, t: Translate): string {
  const age =
    patient.ageYears === null
      ? t('packet.unknown')
      : t(patient.birthDate === null ? 'packet.yearsEstimated' : 'packet.years', { n: patient.ageYears });
  const reasons = form.reasons.filter(reason => reason !== 'other').map(reason => t(`referral.reason.${reason}`));
  const own = form.reasonText.trim() === '' ? [] : [brief(form.reasonText, t)];
  const urgency = form.urgency === null ? t('sbar.missing') : t(`referral.urgency.${form.urgency}`);
  const advised: AdviceLevel | null = advice?.level ?? null;
  return lines([
    t('sbar.who', { name: patient.name, sex: t(`patient.sex.${patient.sex}`), age }),
    t('sbar.impression', { text: [brief(form.impression.text, t), form.impression.icd10].join(' ').trim() }),
    t('sbar.complaint', { text: brief(form.chiefComplaint, t) }),
    t('sbar.why', { text: listed([...reasons, ...own], t) }),
    advice === null || advised === null
      ? t('sbar.urgencyAlone', { urgency })
      : t('sbar.urgency', { urgency, advised: advisedText(advice, t) }),
    isLessUrgent(form.urgency, advised) ? t('sbar.lessUrgent', { text: brief(form.urgencyReason, t) }) : null,
    t('sbar.presented', { at: wallClock(episode.firstPresentationAt) }),
  ]);
}

/** What the rules said; where a physician decided otherwise, that too: the two are never one. */
function advisedText(advice: NonNullable<SbarInput['advice']>, t: Translate): string {
  const computed = t(`advice.level.${advice.computed.level}`);
  if (advice.level === advice.computed.level) return computed;
  return t('sbar.overridden', { computed, level: t(`advice.level.${advice.level}`) });
}

function background({ patient, episode, form }: SbarInput, t: Translate): string {
  const named = episode.aetiologies.filter(a => a !== 'other').map(a => t(`episode.aetiology.${a}`));
  const own = episode.aetiologyText.trim() === '' ? [] : [episode.aetiologyText.trim()];
  const { state, basis } = episode.cirrhosis;
  const facts = {
    state: t(`episode.tristate.${state}`),
    decompensated: t(`episode.tristate.${episode.decompensated}`),
    basis: basis.map(each => t(`episode.basis.${each}`)).join(t('ui.listComma')),
  };
  const { drug, startedOn, stoppedOn } = episode.antiviral;
  const antiviral = [
    brief(drug, t),
    startedOn === null ? '' : t('packet.summary.antiviralSince', { from: startedOn }),
    stoppedOn === null ? '' : t('packet.summary.antiviralUntil', { to: stoppedOn }),
  ];
  const allergy = [t(`patient.allergy.${patient.allergy.state}`), patient.allergy.text.trim()];
  return lines([
    t('sbar.aetiology', { text: listed([...named, ...own], t) }),
    t(basis.length === 0 ? 'sbar.cirrhosis' : 'sbar.cirrhosisBasis', facts),
    t('sbar.acute', {
      text: listed(
        episode.acutePresentation.map(sign => t(`episode.acutePresentation.${sign}`)),
        t,
      ),
      precipitants: listed(
        episode.precipitants.map(each => t(`episode.precipitant.${each}`)),
        t,
      ),
    }),
    episode.aetiologies.includes('hbv') || drug.trim() !== ''
      ? t('sbar.antiviral', { text: antiviral.filter(Boolean).join(' ') })
      : null,
    t('sbar.past', { text: brief(form.pastHistory, t) }),
    form.alcoholAndHerbs.trim() === '' ? null : t('sbar.alcohol', { text: brief(form.alcoholAndHerbs, t) }),
    t('sbar.allergy', { text: allergy.filter(Boolean).join(' ') }),
    patient.languageNeeds === '' ? null : t('sbar.language', { text: brief(patient.languageNeeds, t) }),
  ]);
}

function assessment(input: SbarInput, t: Translate, language: Language): string {
  const text: Wording['text'] = (key, values) => t(key, { ...values });
  const words: Wording = { text, list: keys => keys.map(key => text(key)).join(t('ui.listComma')) };
  const seen = TOLD_FINDINGS.map(code => {
    const name = t(`episode.finding.${code}`);
    const last = lastFinding(input, code);
    if (last === null) return t('sbar.noFinding', { name });
    return t('sbar.finding', { name, value: findingText(last, words), at: wallClock(last.observedAt) });
  });
  const scores = LETTER_SCORES.flatMap(id => {
    const last = lastAssessment(input, id);
    return last === null ? [] : [scoreLine(last, t, language)];
  });
  return lines([
    ...TOLD_LABS.map(code => labLine(input, code, t, language)),
    ...seen,
    ...(scores.length === 0 ? [t('sbar.noScore')] : scores),
    t('sbar.state', { text: brief(input.form.presentState, t) }),
  ]);
}

/** First and last number with their times; one number alone; or the word for why there is none. */
function labLine(input: SbarInput, code: LabCode, t: Translate, language: Language): string {
  const { names, unit } = labItem(code);
  const name = `${names[language]} ${code}`;
  const numbers = input.observations
    .filter(o => o.code === code && o.voidedAt === null && o.valueSi !== null)
    .toSorted((a, b) => Date.parse(a.sampledAt) - Date.parse(b.sampledAt));
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (!first || !last) {
    const word = lastObservation(input, code);
    return t('sbar.noLab', { name, why: word ? t(`packet.lab.${word.missing ?? 'unknown'}`) : t('sbar.never') });
  }
  const shared = { name, last: numberText(last), unit: unitText(unit), to: wallClock(last.sampledAt) };
  const told =
    first === last
      ? t('sbar.single', shared)
      : t('sbar.trend', { ...shared, first: numberText(first), from: wallClock(first.sampledAt) });
  const plain = told.replace(/ {2,}/g, ' ').replace(' （', '（'); // an item without a unit leaves a gap
  const isDistorted = interferenceAt(code, last.sampledAt, input.treatments) !== null;
  return isDistorted ? `${plain}${t('sbar.distorted')}` : plain;
}

/** In SI, so that first and last can be compared whatever unit each was reported in; at most four digits are told. */
const numberText = ({ comparator, valueSi }: Observation): string =>
  `${comparator ?? ''}${valueSi === null ? '' : Number(valueSi.toPrecision(4))}`;

function scoreLine(score: Assessment, t: Translate, language: Language): string {
  const definition = scoreDefinition(score.scoreId);
  const { value, grade, bounds, missing } = score.outcome;
  const decimals = definition?.display.decimals ?? 0;
  const shown = (each: number | string) =>
    typeof each === 'string' ? gradeText(each, t) : each.toFixed(decimals).replace('-', '−');
  const graded = grade === null || typeof value === 'string' ? '' : `（${gradeText(grade, t)}）`;
  const said =
    value !== null
      ? `${shown(value)}${graded}`
      : bounds !== null
        ? t('sbar.bounds', {
            low: shown(bounds.low),
            high: shown(bounds.high),
            missing: inputNames(missing, t),
          })
        : t('sbar.refused');
  const name = definition?.title[language] ?? score.scoreId;
  const told = t('sbar.score', { name, version: score.scoreVersion, value: said, at: wallClock(score.anchorAt) });
  return restsOnDistorted(score) ? `${told}${t('sbar.distortedInputs')}` : told;
}

function recommendation({ form, treatments, calls, doctor, facility }: SbarInput, t: Translate): string {
  const running = treatments
    .filter(({ endedAt, voidedAt }) => endedAt === null && voidedAt === null)
    .map(each => `${t(`treatment.kind.${each.kind}`)} ${careText(each, t)}`.trim());
  const none = t(treatments.some(({ voidedAt }) => voidedAt === null) ? 'packet.none' : 'sbar.never');
  const { displayName, phone } = doctor;
  return lines([
    t('sbar.purpose', { text: brief(form.purpose, t) }),
    t('sbar.given', { text: brief(form.treatmentSoFar, t) }),
    t('sbar.underWay', { text: running.length === 0 ? none : brief(running.join(t('ui.listComma')), t) }),
    t('sbar.pending', { text: brief(form.pendingResults, t) }),
    ...(calls.length === 0
      ? [t('sbar.noCall')]
      : calls.slice(-2).map(({ at, spokeTo }) => t('sbar.call', { at: wallClock(at), spokeTo: brief(spokeTo, t) }))),
    t('sbar.contact', {
      ...{ doctor: displayName, phone, department: facility.department, departmentPhone: facility.phone },
    }),
  ]);
}
