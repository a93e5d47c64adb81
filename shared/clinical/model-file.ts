import canonicalize from 'canonicalize';
import { type ChoiceKey, choices, inputKeys, isChoiceKey, isFlagKey, quantitySpec } from './analytes.ts';
import { prepareInputs } from './inputs.ts';
import { computeModel } from './model-computation.ts';
import {
  type InstalledModel,
  type ModelFile,
  type ModelInput,
  type ModelTerm,
  modelFileSchema,
} from './model-schema.ts';
import type { ModelCrypto, ModelKey } from './model-signature.ts';
import { parseTransform, type Transform } from './model-transform.ts';
import { conversionFor } from './units.ts';

/** Texts in `clinical.model.refusal` of shared/i18n. */
export type ModelRefusal =
  | 'not-json'
  | 'wrong-format'
  | 'invalid-structure'
  | 'unknown-input'
  | 'unknown-unit'
  | 'unknown-transform'
  | 'invalid-thresholds'
  | 'unknown-key'
  | 'bad-signature'
  | 'self-test-failed'
  /** Only where files are kept: another content is there under this id and version. */
  | 'version-taken';

export type ModelLoad =
  | { readonly isInstalled: true; readonly model: InstalledModel }
  | { readonly isInstalled: false; readonly refusal: ModelRefusal; readonly where: string };

class Refused extends Error {
  readonly refusal: ModelRefusal;
  readonly where: string;
  constructor(refusal: ModelRefusal, where = '') {
    super(refusal);
    this.refusal = refusal;
    this.where = where;
  }
}

const verifiedModels = new WeakSet<InstalledModel>();

/** False for an object that did not come out of `loadModel`, so that nothing unsigned is ever computed. */
export function isVerifiedModel(model: InstalledModel): boolean {
  return verifiedModels.has(model);
}

function parseFile(text: string): { file: ModelFile; signed: Uint8Array } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refused('not-json');
  }
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
  if (format !== 'ganqiao-model/1') throw new Refused('wrong-format', 'format');
  const parsed = modelFileSchema.safeParse(json);
  if (!parsed.success) throw new Refused('invalid-structure', parsed.error.issues[0]?.path.join('.') ?? '');
  const { signature: _signature, ...unsigned } = json as Record<string, unknown>; // an object, as just parsed
  const canonical = canonicalize(unsigned);
  if (canonical === undefined) throw new Refused('invalid-structure');
  return { file: parsed.data, signed: new TextEncoder().encode(canonical) };
}

function resolveInput({ key, unit, clamp }: ModelFile['inputs'][number], index: number): ModelInput {
  const where = `inputs.${index}`;
  const known = inputKeys.find(candidate => candidate === key);
  if (known === undefined) throw new Refused('unknown-input', where);
  if (isFlagKey(known) || isChoiceKey(known)) {
    if (unit !== undefined) throw new Refused('unknown-unit', where);
    if (clamp !== undefined) throw new Refused('invalid-structure', where);
    return { key: known, unit: '', conversion: null, clamp: null };
  }
  const spec = quantitySpec(known);
  const conversion = unit === undefined ? null : conversionFor(spec, unit);
  if (conversion === undefined) throw new Refused('unknown-unit', where);
  if (clamp !== undefined && clamp[0] >= clamp[1]) throw new Refused('invalid-structure', where);
  return { key: known, unit: unit ?? spec.unit ?? '', conversion, clamp: clamp ?? null };
}

function lowestNumber({ key, conversion, clamp }: ModelInput): number {
  if (isFlagKey(key) || isChoiceKey(key)) return 0;
  const [low] = quantitySpec(key).hard;
  if (clamp !== null) return clamp[0];
  if (conversion === null) return low;
  return conversion.operation === 'multiply' ? low / conversion.factor : low * conversion.factor;
}

function isUsable(transform: Transform, input: ModelInput): boolean {
  const { key } = input;
  if (isChoiceKey(key)) {
    const levels: readonly string[] = choices[key satisfies ChoiceKey];
    return transform.kind === 'indicator' && transform.operator === '==' && levels.includes(String(transform.level));
  }
  if (transform.kind === 'indicator') return typeof transform.level === 'number';
  if (transform.kind === 'ln' || transform.kind === 'log10') return lowestNumber(input) > 0;
  return transform.kind !== 'sqrt' || lowestNumber(input) >= 0;
}

function resolveTerm(term: ModelFile['terms'][number], index: number, inputs: readonly ModelInput[]): ModelTerm {
  const where = `terms.${index}`;
  const input = inputs.find(candidate => candidate.key === term.input);
  if (input === undefined) throw new Refused('unknown-input', where);
  const transform = parseTransform(term.transform);
  if (transform === undefined || !isUsable(transform, input)) throw new Refused('unknown-transform', where);
  return { input: input.key, transform, coefficient: term.coefficient };
}

function checkThresholds(thresholds: ModelFile['thresholds']): void {
  let previous = -1;
  for (const [index, { riskAtLeast }] of thresholds.entries()) {
    if (riskAtLeast <= previous || (index === 0 && riskAtLeast !== 0)) {
      throw new Refused('invalid-thresholds', `thresholds.${index}`);
    }
    previous = riskAtLeast;
  }
}

async function checkSignature(
  { signature }: ModelFile,
  signed: Uint8Array,
  keys: readonly ModelKey[],
  { verify }: ModelCrypto,
): Promise<void> {
  const key = keys.find(candidate => candidate.keyId === signature.keyId);
  if (key === undefined) throw new Refused('unknown-key', 'signature.keyId');
  const isGenuine = await verify(fromBase64(key.publicKey), signed, fromBase64(signature.value));
  if (!isGenuine) throw new Refused('bad-signature', 'signature.value');
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), character => character.charCodeAt(0));
}

const SELF_TEST_TOLERANCE = 1e-6;

function runSelfTest(model: InstalledModel): void {
  for (const [index, row] of model.file.selfTest.entries()) {
    const prepared = prepareInputs(row.inputs);
    const isReadable = prepared.unknownUnits.length === 0 && prepared.outOfRange.length === 0;
    const outcome = isReadable ? computeModel(model, prepared.values) : undefined;
    const isReproduced = outcome !== undefined && Math.abs(outcome.risk - row.risk) <= SELF_TEST_TOLERANCE;
    if (!isReproduced || outcome.grade !== row.grade) throw new Refused('self-test-failed', `selfTest.${index}`);
  }
}

/**
 * Reads, verifies and self-tests a model file (clinical.md 8.2).
 * @param text the file; data only, nothing in it is executed
 * @returns the model, or the reason with the place in the file; never throws
 */
export async function loadModel(text: string, keys: readonly ModelKey[], crypto: ModelCrypto): Promise<ModelLoad> {
  try {
    const { file, signed } = parseFile(text);
    await checkSignature(file, signed, keys, crypto); // before anything in the file is believed
    const inputs = file.inputs.map(resolveInput);
    if (new Set(inputs.map(input => input.key)).size !== inputs.length)
      throw new Refused('invalid-structure', 'inputs');
    const terms = file.terms.map((term, index) => resolveTerm(term, index, inputs));
    checkThresholds(file.thresholds);
    const model: InstalledModel = { file, inputs, terms, sha256: await crypto.sha256(signed) };
    runSelfTest(model);
    verifiedModels.add(model);
    return { isInstalled: true, model };
  } catch (error) {
    if (error instanceof Refused) return { isInstalled: false, refusal: error.refusal, where: error.where };
    throw error;
  }
}

function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `1.0` and `1` are one version: neither is newer than the other. */
export const isSameVersion = (a: string, b: string): boolean => compareVersions(a, b) === 0;

/** Files are kept side by side; the newest verified version of an id is the active one. */
export function activeModel(models: readonly InstalledModel[], id: ModelFile['id']): InstalledModel | null {
  let newest: InstalledModel | null = null;
  for (const model of models) {
    if (model.file.id !== id || !isVerifiedModel(model)) continue;
    if (newest === null || compareVersions(model.file.version, newest.file.version) > 0) newest = model;
  }
  return newest;
}
