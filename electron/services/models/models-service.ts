import { z } from 'zod';
import { prepareInputs } from '../../../shared/clinical/inputs.ts';
import { activeModel, isSameVersion, loadModel, type ModelRefusal } from '../../../shared/clinical/model-file.ts';
import { type InstalledModel, type ModelFile, modelFileSchema } from '../../../shared/clinical/model-schema.ts';
import { evaluateModel } from '../../../shared/clinical/model-score.ts';
import { installedModelKeys, type ModelKey, webModelCrypto } from '../../../shared/clinical/model-signature.ts';
import { workedPatients } from '../../../shared/clinical/worked-patients.ts';
import type { ModelEntry, ModelSlot } from '../../../shared/contract/formulas.ts';
import { Instant } from '../../../shared/records/time.ts';
import type { SettingRow } from '../database/rows/site-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

export interface ModelsDependencies extends ServiceDependencies {
  /** Public keys compiled into the program; others only in tests. */
  keys?: readonly ModelKey[];
  /** A model became active: what was refused for want of one can be computed. */
  onInstalled: (tx: Transaction) => void;
}

/** Row `model-file:<sha256>` of the settings: the file as it was given, so that its signature can be verified again. */
const StoredModel = z.object({ text: z.string(), sha256: z.string(), installedAt: Instant, installedBy: z.string() });
type StoredModel = z.infer<typeof StoredModel>;

const ID_PREFIX = 'model-file:';

/** A stored file with what its verification gave when the vault was opened. */
interface Kept {
  readonly stored: StoredModel;
  readonly file: ModelFile;
  readonly model: InstalledModel | null;
  readonly refusal: ModelRefusal | null;
}

/**
 * The slot of the early-warning model. Files are kept side by side in the vault and verified at each opening; the newest
 * version of "catch-life" that verifies is used. A demonstration file is never applied to a patient.
 */
export async function openModels(dependencies: ModelsDependencies) {
  const { read, write, clock, keys = installedModelKeys, onInstalled } = dependencies;

  const rows = (): SettingRow[] =>
    read.all(read.query.selectFrom('setting').selectAll().where('id', 'like', `${ID_PREFIX}%`));

  async function verified(row: SettingRow): Promise<Kept> {
    const stored = StoredModel.parse(JSON.parse(row.body_json));
    const load = await loadModel(stored.text, keys, webModelCrypto);
    const file = modelFileSchema.parse(JSON.parse(stored.text)); // it was accepted once, so it has this shape
    return load.isInstalled
      ? { stored, file, model: load.model, refusal: null }
      : { stored, file, model: null, refusal: load.refusal };
  }

  const kept: Kept[] = await Promise.all(rows().map(verified));
  const models = (): InstalledModel[] => kept.flatMap(({ model }) => model ?? []);
  const active = (): InstalledModel | null => activeModel(models(), 'catch-life');

  const slot = (): ModelSlot => ({
    keyIds: keys.map(({ keyId }) => keyId),
    files: kept.map(entry => entryOf(entry, active())).toSorted((a, b) => b.installedAt.localeCompare(a.installedAt)),
  });

  return {
    active,
    list: slot,
    /** A file that is installed already changes nothing. */
    async install(actor: Actor, text: string): Promise<{ refusal: string | null; where: string; slot: ModelSlot }> {
      const load = await loadModel(text, keys, webModelCrypto);
      if (!load.isInstalled) return { refusal: load.refusal, where: load.where, slot: slot() };
      const { model } = load;
      const { id, version } = model.file;
      const namesake = kept.find(({ file }) => file.id === id && isSameVersion(file.version, version));
      if (namesake && namesake.stored.sha256 !== model.sha256) {
        // A stored result names id and version: two contents under one name could never be told apart by it.
        return { refusal: 'version-taken', where: version, slot: slot() };
      }
      if (!namesake) {
        const stored = { text, sha256: model.sha256, installedAt: clock.now(), installedBy: actor.name };
        kept.push({ stored, file: model.file, model, refusal: null });
        try {
          write(actor, { action: 'models.install', subject: null, reason: null }, tx => {
            tx.insert('setting', { id: `${ID_PREFIX}${model.sha256}`, body_json: JSON.stringify(stored) });
            if (active() === model) onInstalled(tx);
            tx.announce({ type: 'settings.changed' });
          });
        } catch (failure) {
          kept.pop(); // what is not stored is not used
          throw failure;
        }
      }
      return { refusal: null, where: '', slot: slot() };
    },
  };
}

function stateOf({ model }: Kept, active: InstalledModel | null): ModelEntry['state'] {
  if (model === null) return 'refused';
  if (model.file.id === 'demo') return 'demonstration';
  return model === active ? 'active' : 'older';
}

function entryOf(kept: Kept, active: InstalledModel | null): ModelEntry {
  const { stored, file, model, refusal } = kept;
  const { id, version, title, citation, population, outcome, horizonDays, signature, inputs } = file;
  return {
    ...{ sha256: stored.sha256, installedAt: stored.installedAt, installedBy: stored.installedBy },
    ...{ id, version, title, citation, population, horizonDays, refusal },
    outcome: { 'zh-CN': outcome['zh-CN'], en: outcome.en },
    keyId: signature.keyId,
    inputs: inputs.map(({ key }) => key),
    state: stateOf(kept, active),
    examples: model === null ? [] : examplesOf(model),
  };
}

function examplesOf(model: InstalledModel): ModelEntry['examples'] {
  return Object.entries(workedPatients).map(([patient, inputs]) => {
    const { value, grade } = evaluateModel(model, prepareInputs(inputs)).result;
    return { patient, percent: typeof value === 'number' ? value : null, grade };
  });
}
