import { FINDING_CODES, type Finding, type FindingCode } from '../../../shared/records/finding.ts';
import { labItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { maskIdentity } from '../../../shared/records/masking.ts';
import { type Id, wallClock } from '../../../shared/records/time.ts';
import { type Step, stepOf } from '../../../shared/referral/field-groups.ts';
import {
  CORE_LABS,
  LETTER_SCORES,
  lastAssessment,
  lastFinding,
  lastObservation,
} from '../../../shared/referral/packet-facts.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { scoreTitle } from '../../print/letter/letter-wording.ts';
import { labText } from '../../print/packet-wording.ts';
import type { Words } from '../../print/words.ts';
import type { EpisodePart } from '../patient/episode-form.tsx';
import { findingText } from '../patient/finding-text.ts';
import type { PatientPart } from '../patient/patient-form.tsx';
import { outcomeText } from '../scores/score-wording.ts';

/** A field group that comes from elsewhere: its value, whose, and when; blank value = not recorded. */
export interface RecordFact {
  readonly group: number;
  readonly value: string;
  readonly source: 'patient' | 'episode' | 'findings' | 'labs' | 'assessments' | 'settings' | 'program';
  /** How it came in, such as 手工录入 or 检验导入. */
  readonly how: string;
  readonly at: string | null;
  /** What is corrected in place, where it was recorded already. */
  readonly edit: RecordEdit | null;
  /** Where it is recorded or looked into; null = made by the program, or by the administrator. */
  readonly path: string | null;
}

/** What a correction made in the composer changes: the record itself, with its reason, never the letter alone. */
export type RecordEdit =
  | { readonly of: 'patient'; readonly part: PatientPart }
  | { readonly of: 'episode'; readonly part: EpisodePart }
  | { readonly of: 'finding' | 'lab'; readonly id: Id };

/** What is being corrected, and the group from which it was asked for. */
export interface Correcting {
  readonly edit: RecordEdit;
  readonly group: number;
}

/** Under which a correction is open: one at a time. */
export const editKey = (edit: RecordEdit): string => ('part' in edit ? `${edit.of}-${edit.part}` : edit.id);

const PATIENT_PART: Readonly<Record<number, PatientPart>> = {
  ...{ 12: 'identity', 13: 'identity', 14: 'identity', 15: 'identity' },
  ...{ 16: 'care', 20: 'care', 27: 'care', 18: 'contact', 19: 'contact', 17: 'background', 21: 'background' },
};
const EPISODE_PART: Readonly<Record<number, EpisodePart>> = {
  ...{ 4: 'presentation', 11: 'presentation', 31: 'disease', 32: 'disease', 33: 'disease' },
  ...{ 36: 'history', 37: 'history' },
};

/** The part of the record's own sheet that holds a group of the form; null where it is in neither sheet. */
export function sheetOf(group: number): RecordEdit | null {
  const patient = PATIENT_PART[group];
  if (patient) return { of: 'patient', part: patient };
  const episode = EPISODE_PART[group];
  return episode ? { of: 'episode', part: episode } : null;
}

const TOLD_FINDINGS: Readonly<Record<number, readonly FindingCode[]>> = {
  34: ['variceal_bleed', 'variceal_bleed_at'],
  35: ['he'],
  36: ['ascites', 'infection', 'infection_sites'],
};

/** Every group that the composer shows and does not ask for itself, in order. */
export function recordFacts(model: PacketModel, words: Words, patientId: string): RecordFact[] {
  const { t } = words;
  const { patient, episode, facility, doctor } = model;
  const list = (parts: readonly (string | null | undefined | false)[]) =>
    parts.filter(part => typeof part === 'string' && part.trim() !== '').join(t('ui.listComma'));
  const fact = (
    group: number,
    value: string,
    source: RecordFact['source'],
    more: Partial<RecordFact> = {},
  ): RecordFact => ({
    ...{ group, value, source, how: '', at: null, path: pathOf(source, patientId) },
    edit: source === 'patient' || source === 'episode' ? sheetOf(group) : null,
    ...more,
  });
  const seen = (group: number): RecordFact[] =>
    (TOLD_FINDINGS[group] ?? []).flatMap(code => {
      const last = lastFinding(model, code);
      if (!last) return [];
      const value = `${t(`episode.finding.${code}`)} ${findingText(last, t)}`;
      return [fact(group, value, 'findings', seenAt(last))];
    });
  const coded = (keys: readonly string[]) => keys.join(t('ui.listComma'));
  const { antiviral, cirrhosis } = episode;
  const address = list([patient.address, patient.registeredAddress]);
  const facts: RecordFact[] = [
    fact(1, model.number ?? '', 'program'),
    fact(2, t('packet.page.P1'), 'program'),
    fact(4, wallClock(episode.firstPresentationAt), 'episode'),
    fact(5, model.signedAt === null ? '' : wallClock(model.signedAt), 'program'),
    fact(6, list([facility.name, facility.code, facility.department, facility.phone]), 'settings'),
    fact(7, list([doctor.displayName, doctor.title, doctor.phone]), 'settings'),
    fact(11, t(`episode.encounter.${episode.encounter}`), 'episode'),
    fact(12, patient.name, 'patient'),
    fact(13, t(`patient.sex.${patient.sex}`), 'patient'),
    fact(
      14,
      list([patient.birthDate, patient.ageYears === null ? null : t('packet.years', { n: patient.ageYears })]),
      'patient',
    ),
    fact(15, patient.identity.number === '' ? '' : maskIdentity(patient.identity.number), 'patient'),
    fact(16, list(Object.values(patient.hospitalNumbers)), 'patient'),
    fact(
      17,
      list([
        patient.ethnicity && t(`codes.ethnic.e${patient.ethnicity}`),
        patient.nationality,
        patient.maritalStatus && t(`patient.marital.${patient.maritalStatus}`),
        patient.occupation && t(`patient.occupation.${patient.occupation}`),
      ]),
      'patient',
    ),
    fact(18, address, 'patient'),
    fact(19, list([patient.phone, patient.contact.name, patient.contact.relation, patient.contact.phone]), 'patient'),
    fact(
      20,
      list([patient.insurance && t(`patient.insurance.${patient.insurance}`), patient.insuranceNumber]),
      'patient',
    ),
    fact(21, patient.languageNeeds, 'patient'),
    fact(27, list([t(`patient.allergy.${patient.allergy.state}`), patient.allergy.text]), 'patient'),
    fact(
      31,
      list([coded(episode.aetiologies.map(a => t(`episode.aetiology.${a}`))), episode.aetiologyText]),
      'episode',
    ),
    fact(
      32,
      list([t(`episode.tristate.${cirrhosis.state}`), coded(cirrhosis.basis.map(b => t(`episode.basis.${b}`)))]),
      'episode',
    ),
    fact(33, coded(episode.acutePresentation.map(a => t(`episode.acutePresentation.${a}`))), 'episode'),
    ...orBlank(seen(34), fact(34, '', 'findings')),
    ...orBlank(seen(35), fact(35, '', 'findings')),
    ...seen(36),
    fact(36, coded(episode.precipitants.map(p => t(`episode.precipitant.${p}`))), 'episode'),
    fact(37, list([antiviral.drug, antiviral.startedOn, antiviral.stoppedOn]), 'episode'),
    ...organFailures(model, t, fact),
    ...CORE_LABS.map(code => {
      const last = lastObservation(model, code);
      const { names, unit } = labItem(code);
      const name = words.language === 'en' ? names.en : names['zh-CN'];
      if (!last) return fact(39, '', 'labs', { how: name });
      const shown = labText(model, last, words);
      return fact(39, `${name} ${shown.value}${shown.isNumber ? ` ${unitText(unit)}` : ''}`, 'labs', {
        at: last.sampledAt,
        edit: { of: 'lab', id: last.id },
        how: t(last.source === 'imported' ? 'composer.lab.imported' : 'composer.lab.typed'),
      });
    }),
    ...orBlank(
      LETTER_SCORES.flatMap(id => {
        const last = lastAssessment(model, id);
        if (!last) return [];
        const value = `${scoreTitle(id, words)} ${outcomeText(last, t)}`;
        return [fact(40, value, 'assessments', { at: last.anchorAt, how: `v${last.scoreVersion}` })];
      }),
      fact(40, '', 'assessments'),
    ),
  ];
  return facts;
}

export const factsOfStep = (facts: readonly RecordFact[], step: Step): RecordFact[] =>
  facts.filter(({ group }) => stepOf(group) === step);

const seenAt = ({ id, observedAt, recordedBy }: Finding): Partial<RecordFact> => ({
  ...{ at: observedAt, how: recordedBy },
  edit: { of: 'finding', id },
});

const orBlank = (facts: RecordFact[], blank: RecordFact): RecordFact[] => (facts.length === 0 ? [blank] : facts);

/** Supports and grades that stand for failing organs, as they were seen last. */
function organFailures(
  model: PacketModel,
  t: Words['t'],
  fact: (group: number, value: string, source: RecordFact['source'], more?: Partial<RecordFact>) => RecordFact,
): RecordFact[] {
  const codes = FINDING_CODES.filter(code => ['dialysis', 'rrt', 'vasopressor', 'ventilation'].includes(code));
  const found = codes.flatMap(code => {
    const last = lastFinding(model, code);
    if (!last) return [];
    const value = `${t(`episode.finding.${code}`)} ${findingText(last, t)}`;
    return [fact(38, value, 'findings', seenAt(last))];
  });
  return orBlank(found, fact(38, '', 'findings'));
}

function pathOf(source: RecordFact['source'], patientId: string): string | null {
  switch (source) {
    case 'patient':
      return `/patients/${patientId}/edit`;
    case 'episode':
      return `/patients/${patientId}/episode`;
    case 'findings':
      return `/patients/${patientId}?record=findings`;
    case 'labs':
      return `/patients/${patientId}/labs`;
    case 'assessments':
      return `/patients/${patientId}/scores`;
    default:
      return null;
  }
}
