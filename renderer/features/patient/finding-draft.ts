import { z } from 'zod';
import { roundHalfUp } from '../../../shared/clinical/rounding.ts';
import { oxygenProblem, type SlipId, slipQuestions } from '../../../shared/clinical/unit-slip.ts';
import {
  DRY_WEIGHT_BASES,
  type DryWeight,
  FINDING_CODES,
  FINDING_VALUES,
  type FindingCode,
  FindingEntry,
  type FindingValue,
  MEASURE_LIMITS,
  type MeasureCode,
} from '../../../shared/records/finding.ts';

const DRAFT_KEYS = [...FINDING_CODES, 'kept'] as const;

/** Findings as chosen or typed, each as text; absent = nobody looked. `kept`: doubts answered with "keep it". */
export const FindingDraft = z.partialRecord(z.enum(DRAFT_KEYS), z.string());
export type FindingDraft = Readonly<z.infer<typeof FindingDraft>>;

export const isMeasure = (code: FindingCode): code is MeasureCode => Object.hasOwn(MEASURE_LIMITS, code);
const FLAGS: ReadonlySet<FindingCode> = new Set(['dialysis', 'rrt', 'vasopressor']);
const LISTS: ReadonlySet<FindingCode> = new Set(['infection_sites', 'complications', 'extrahepatic_of']);

/** The answer "looked for, none of them" of a list, which is not the same as no answer. */
export const NONE_OF_THEM = 'none';

/** The items of a list as drafted; null = not answered. */
export const draftedList = (text: string | undefined): string[] | null =>
  text === undefined || text === '' ? null : text === NONE_OF_THEM ? [] : text.split(',');

export const listText = (items: readonly string[]): string => items.join(',');

/** A dry weight as drafted: kilograms as typed, its basis, and whether oedema was taken off. */
export interface DryWeightDraft {
  readonly kg: string;
  readonly basis: DryWeight['basis'];
  readonly oedema: boolean;
}

export const dryWeightText = ({ kg, basis, oedema }: DryWeightDraft): string =>
  `${kg}|${basis}|${oedema ? 'oedema' : ''}`;

export function draftedDryWeight(text: string | undefined): DryWeightDraft | null {
  const [kg = '', basis = '', oedema = ''] = (text ?? '').split('|');
  const known = DRY_WEIGHT_BASES.find(each => each === basis);
  return known === undefined ? null : { kg, basis: known, oedema: oedema === 'oedema' };
}

/** A typed number, full-width too; null where the text is none. */
export function typedNumber(text: string | undefined): number | null {
  const plain = (text ?? '').normalize('NFKC').replace('。', '.').trim();
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** The value that a text stands for, undefined where it stands for none. */
export function findingValue(code: FindingCode, text: string): FindingValue | undefined {
  if (isMeasure(code)) return typedNumber(text) ?? undefined;
  if (LISTS.has(code)) return draftedList(text) ?? undefined;
  if (code === 'dry_weight') {
    const drafted = draftedDryWeight(text);
    const kg = typedNumber(drafted?.kg);
    return drafted === null || kg === null ? undefined : { ...drafted, kg };
  }
  const plain = text.normalize('NFKC').trim();
  if (FLAGS.has(code)) return plain === 'yes' ? true : plain === 'no' ? false : undefined;
  return code === 'he' && /^[0-4]$/.test(plain) ? Number(plain) : code === 'vasopressor_drug' ? text.trim() : plain;
}

/** The text with which a recorded value is changed. */
export function textOfFinding(value: FindingValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? NONE_OF_THEM : listText(value);
  return typeof value === 'object' ? dryWeightText({ ...value, kg: String(value.kg) }) : String(value);
}

const isAnswered = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** Codes whose text is no value of theirs, e.g. a pressure outside its limits. */
export function unreadableFindings(draft: FindingDraft): FindingCode[] {
  return FINDING_CODES.filter(code => {
    const text = draft[code];
    return (
      isAnswered(text) && isAsked(draft, code) && !FINDING_VALUES[code].safeParse(findingValue(code, text)).success
    );
  });
}

/** A doubt about a typed measure; nothing is converted unless somebody presses the offer. */
export interface FindingQuestion {
  readonly code: MeasureCode;
  readonly id: Extract<SlipId, 'kpa' | 'pressures-swapped' | 'metres' | 'jin'> | 'fio2-is-percent' | 'pao2';
  readonly typed: number;
  /** What it would be in the field's unit, offered as a button; null where there is nothing to offer. */
  readonly offer: number | null;
  /** The value is possible as typed: it may be kept. */
  readonly mayKeep: boolean;
}

/** Measured earlier; stands in for what is not typed now. */
export interface KnownBody {
  readonly weight?: number;
  readonly height?: number;
}

const KPA = 7.50062; // mmHg
const ASKED = ['kpa', 'pressures-swapped', 'metres', 'jin'] as const;

/** The open doubts (clinical.md 12), each beside its field; those answered with "keep it" are left out. */
export function findingQuestions(draft: FindingDraft, known: KnownBody = {}): FindingQuestion[] {
  const typed = (code: MeasureCode) => typedNumber(draft[code]) ?? undefined;
  const [sbp, dbp, fio2, pao2] = [typed('sbp'), typed('dbp'), typed('fio2'), typed('pao2')];
  const questions: FindingQuestion[] = [];
  const add = (code: MeasureCode, id: FindingQuestion['id'], value: number, offer: number | null) => {
    const mayKeep = FINDING_VALUES[code].safeParse(value).success && id !== 'pressures-swapped';
    questions.push({ code, id, typed: value, offer, mayKeep });
  };
  const body = { weight: typed('weight') ?? known.weight, height: typed('height') ?? known.height };
  for (const slip of slipQuestions({ sbp, dbp, ...body })) {
    const id = ASKED.find(each => each === slip.id);
    const code = (['sbp', 'dbp', 'weight', 'height'] as const).find(each => each === slip.key);
    if (id === undefined || code === undefined || typed(code) === undefined) continue;
    if (id === 'pressures-swapped' && questions.some(asked => asked.id === 'kpa')) continue; // one unit, one question
    if (id === 'jin' && !FINDING_VALUES.height.safeParse(body.height).success) continue; // a height in doubt proves nothing
    add(code, id, slip.typed, slip.wouldBe === null ? null : roundHalfUp(slip.wouldBe, id === 'kpa' ? 0 : 1));
  }
  if (fio2 !== undefined && oxygenProblem({ oxygen: 100, fio2 }, 'sf') === 'fio2-is-percent')
    add('fio2', 'fio2-is-percent', fio2, fio2 / 100);
  if (pao2 !== undefined && pao2 >= 4 && pao2 < MEASURE_LIMITS.pao2[0])
    add('pao2', 'pao2', pao2, roundHalfUp(pao2 * KPA));
  const kept = (draft.kept ?? '').split(',');
  return questions.filter(question => !kept.includes(keptMark(question)));
}

const keptMark = ({ code, id, typed }: FindingQuestion): string => `${code}:${id}:${typed}`;

/** The draft with a doubt answered "keep it"; another number is doubted anew. */
export const keepTyped = (draft: FindingDraft, question: FindingQuestion): FindingDraft => ({
  ...draft,
  kept: [...(draft.kept ?? '').split(',').filter(Boolean), keptMark(question)].join(','),
});

/** What must be answered before these findings can be stored. */
export function openFindings(draft: FindingDraft, known: KnownBody = {}): FindingCode[] {
  const open = new Set<FindingCode>([
    ...unreadableFindings(draft),
    ...findingQuestions(draft, known).map(({ code }) => code),
  ]);
  return FINDING_CODES.filter(code => open.has(code));
}

/** What is asked only after some answers to another question. */
const ASKED_AFTER: { readonly [K in FindingCode]?: { code: FindingCode; answers: readonly string[] } } = {
  variceal_bleed_at: { code: 'variceal_bleed', answers: ['past', 'current'] },
  infection_sites: { code: 'infection', answers: ['suspected', 'proven'] },
  vasopressor_drug: { code: 'vasopressor', answers: ['yes'] },
};

/** A detail typed before its question was answered otherwise is no longer asked, and not stored. */
export function isAsked(draft: FindingDraft, code: FindingCode): boolean {
  const after = ASKED_AFTER[code];
  const answer = after === undefined ? undefined : draft[after.code];
  return after === undefined || !isAnswered(answer) || after.answers.includes(answer);
}

/** The findings to store; call it when nothing is open. */
export function findingEntries(draft: FindingDraft): FindingEntry[] {
  return FINDING_CODES.flatMap(code => {
    const text = draft[code];
    if (!isAnswered(text) || !isAsked(draft, code)) return [];
    const entry = FindingEntry.safeParse({ code, value: findingValue(code, text) });
    return entry.success ? [entry.data] : [];
  });
}
