import type { Episode } from '../../../shared/records/episode.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import type { PanelDraft } from '../labs/panel-draft.ts';
import { cellOf } from '../labs/panel-draft.ts';
import { readTyped } from '../labs/typed-value.ts';
import { latestFinding } from '../patient/patient-case.ts';
import type { FactsDraft } from './facts-draft.ts';

/** Inputs of the early warning, in the order of the referral's group 39. */
export const EIGHT = ['age', 'cirrhosis', 'variceal_bleed', 'he', 'tbil', 'inr', 'urea', 'na'] as const;
export type EightInput = (typeof EIGHT)[number];

/** `said`: somebody has said that it is not done, pending or not known; that is an answer, but no input. */
export type EightState = 'known' | 'said' | 'missing';

const LAB_OF: Partial<Record<EightInput, LabCode>> = { tbil: 'TBIL', inr: 'INR', urea: 'UREA', na: 'NA' };

export interface EightFacts {
  readonly ageYears: number | null;
  readonly episode: Episode | null;
  readonly findings: readonly Finding[];
  readonly observations: readonly Observation[];
  readonly facts: FactsDraft;
  readonly panel: PanelDraft;
}

/** How far each of the eight is answered, by what is typed here first, else by what is on record. */
export function eightStates({ ageYears, episode, findings, observations, facts, panel }: EightFacts) {
  const answer = (value: string | number | null | undefined, notKnown: string): EightState =>
    value === null || value === undefined ? 'missing' : value === notKnown ? 'said' : 'known';
  const lab = (code: LabCode): EightState => {
    const typed = readTyped(code, cellOf(panel, code).text);
    if (typed.kind === 'number') return 'known';
    const stored = observations.filter(each => each.code === code && each.voidedAt === null);
    if (stored.some(({ valueSi }) => valueSi !== null)) return 'known';
    return typed.kind === 'missing' || stored.length > 0 ? 'said' : 'missing';
  };
  const stored = (code: 'he' | 'variceal_bleed') => {
    const value = latestFinding(findings, code)?.value;
    return typeof value === 'number' || typeof value === 'string' ? value : null;
  };
  const state = (input: EightInput): EightState => {
    const code = LAB_OF[input];
    if (code) return lab(code);
    if (input === 'age') return ageYears === null ? 'missing' : 'known';
    if (input === 'cirrhosis') return answer(facts.cirrhosis ?? episode?.cirrhosis.state, 'unknown');
    if (input === 'he') return answer(facts.he ?? stored('he'), 'not-assessable');
    return answer(facts.bleed ?? stored('variceal_bleed'), 'unknown');
  };
  return EIGHT.map(input => ({ input, state: state(input) }));
}
