import { type InputKey, quantitySpec } from './analytes.ts';
import { allRiskFunctions, type Band, bandsOf, type RiskFunction } from './bands.ts';
import { type Explanation, explain } from './explanation.ts';
import type { Need, ScoreDefinition } from './score-definition.ts';
import { scoreDefinitions } from './score-registry.ts';
import { type WorkedPatientId, workedPatients } from './worked-patients.ts';

export interface HandbookInput {
  readonly key: InputKey;
  readonly need: Need;
  readonly unit: string | null;
  /** Further units that are read, with their factor to SI. */
  readonly accepted: readonly { readonly unit: string; readonly factor: number; readonly operation: string }[];
  readonly hard: readonly [number, number] | null;
  readonly usual: readonly [number, number] | null;
}

/** One chapter of the formula handbook: all of it comes from the definition, nothing is written twice. */
export interface HandbookEntry {
  readonly definition: ScoreDefinition;
  readonly inputs: readonly HandbookInput[];
  readonly bands: readonly Band[];
  readonly riskFunctions: readonly RiskFunction[];
  readonly example: { readonly patient: WorkedPatientId; readonly explanation: Explanation };
}

function handbookInput({ key, need }: { key: InputKey; need: Need }): HandbookInput {
  const spec = quantitySpec(key);
  return {
    key,
    need,
    unit: spec?.unit ?? null,
    accepted: spec?.accepted ?? [],
    hard: spec?.hard ?? null,
    usual: spec?.usual ?? null,
  };
}

/** What clinical.md 14 forbids to show; item and reason are `handbook.notShipped.item` in shared/i18n. */
export const notShipped = [
  'cossh-2018',
  'cossh-mortality',
  'clif-probabilities',
  'catch-life',
  'metabolite-kit',
  'guidelines',
  'delta-meld',
] as const;

/** The handbook, in the order of cli.md. */
export function handbook(): HandbookEntry[] {
  return scoreDefinitions.map(definition => ({
    definition,
    inputs: definition.inputs.map(handbookInput),
    bands: bandsOf(definition.id),
    riskFunctions: allRiskFunctions.filter(risk => risk.score === definition.id && risk.reviewed),
    example: {
      patient: definition.example,
      explanation: explain(definition.id, workedPatients[definition.example]),
    },
  }));
}
