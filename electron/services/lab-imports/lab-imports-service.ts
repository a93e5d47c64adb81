import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ReadingEvent } from '../../../shared/contract/lab-imports.ts';
import type { ImportEffect, ImportPreview, LabImport } from '../../../shared/records/lab-import.ts';
import type { ExportMapping } from '../../../shared/records/lab-profile.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { EpisodeRecordDependencies } from '../service.ts';
import { TOLERANCE_MS } from '../time-checks.ts';
import type { ExportReading } from './export-reading.ts';
import type { ImportBatches } from './import-batches.ts';
import { importRows, type StoredValues } from './import-effects.ts';
import { type ImportFile, ImportFiles } from './import-files.ts';
import type { LabProfilesService } from './lab-profiles-service.ts';
import { matchPerson } from './match-person.ts';
import type { MatchPerson } from './patient-match.ts';
import type { ReadingRunner } from './read-in-thread.ts';

export interface LabImportsDependencies extends EpisodeRecordDependencies {
  patient: (id: string) => Patient;
  observations: (episodeId: string) => Observation[];
  profiles: Pick<LabProfilesService, 'list'>;
  batches: ImportBatches;
  run: ReadingRunner;
  /** A file of the watched folder. Rejects with AppError not-found where it is gone or has changed. */
  inboxFile: (sha256: string) => Promise<{ name: string; bytes: Uint8Array }>;
}

/** Effects that a person may tick; all other rows do nothing. */
const TICKABLE: readonly ImportEffect[] = ['new', 'correction', 'differs', 'voided'];
const NAME_LENGTH = 200;

/** Bytes in, preview, ticked rows into one batch. Until then a file is in memory only and nothing of it is stored. */
export function createLabImports(dependencies: LabImportsDependencies) {
  const { read, clock, ids, episode, patient, observations, profiles, batches, run, inboxFile } = dependencies;
  const files = new ImportFiles(ids);

  const personOf = (file: ImportFile): MatchPerson => matchPerson(read, patient(episode(file.episodeId).patientId));

  function storedValues(episodeId: string): StoredValues {
    const released = read.all(
      read.query
        .selectFrom('lab_import_row')
        .innerJoin('observation', join =>
          join
            .onRef('observation.id', '=', 'lab_import_row.observation_id')
            .onRef('observation.version', '=', 'lab_import_row.observation_version'),
        )
        .select(['observation.id as id', 'lab_import_row.released_at as releasedAt'])
        .where('observation.episode_id', '=', episodeId)
        .where('lab_import_row.released_at', 'is not', null),
    );
    return {
      observations: observations(episodeId),
      releasedMs: new Map(released.map(({ id, releasedAt }) => [id, Date.parse(releasedAt ?? '')])),
      latestAllowedMs: Date.parse(clock.now()) + TOLERANCE_MS,
    };
  }

  /** @throws AppError not-found where the file has not been read yet */
  function previewOf(file: ImportFile): { preview: ImportPreview; reading: ExportReading } {
    if (!file.reading || file.sha256 === null) throw new AppError('not-found', { id: file.id });
    const { result: reading } = file.reading;
    const profile = profiles.list().find(({ id }) => id === reading.profileId);
    const lastLaboratory = batches.list(file.episodeId)[0]?.laboratory ?? '';
    const problem = problemOf(reading);
    const preview: ImportPreview = {
      fileName: file.fileName,
      size: file.bytes.length,
      sha256: file.sha256,
      format: reading.format,
      encoding: reading.encoding,
      sample: reading.sample.map(({ line, cells }) => ({ line, cells: [...cells] })),
      header: reading.header && { line: reading.header.line, columns: [...reading.header.columns] },
      signature: reading.signature,
      profile: profile ? { id: profile.id, version: profile.version, name: profile.name } : null,
      mapping: reading.mapping,
      laboratory: profile?.laboratory || lastLaboratory,
      problem,
      patients: [...(problem === null ? reading.matching : reading.nearest)],
      others: reading.others,
      rows: problem === null ? importRows(reading.rows, storedValues(file.episodeId)) : [],
      more: reading.more,
      unitless: reading.unitless.map(({ item, units }) => ({ item, units: [...units] })),
    };
    return { preview, reading };
  }

  function begin(actor: Actor, of: { episodeId: string; fileName: string; size: number }): ImportFile {
    episode(of.episodeId);
    return files.begin(actor.id, of);
  }

  return {
    begin: (actor: Actor, input: { episodeId: string; fileName: string; size: number }) => ({
      id: begin(actor, input).id,
    }),
    append(actor: Actor, input: { id: string; at: number; base64: string }): { received: number } {
      const file = files.get(actor.id, input.id);
      files.append(file, input.at, Buffer.from(input.base64, 'base64'));
      return { received: file.received };
    },
    async beginFromInbox(actor: Actor, input: { episodeId: string; sha256: string }): Promise<{ id: string }> {
      const { name, bytes } = await inboxFile(input.sha256);
      const file = begin(actor, {
        episodeId: input.episodeId,
        fileName: cleanName(name),
        size: bytes.length,
      });
      files.append(file, 0, bytes);
      return { id: file.id };
    },

    /** @throws AppError export-unreadable naming why | import-cancelled | not-found */
    async *read(
      actor: Actor,
      input: { id: string; mapping: ExportMapping | null },
      signal: AbortSignal | undefined,
    ): AsyncGenerator<ReadingEvent, void> {
      const file = files.get(actor.id, input.id);
      if (file.sha256 === null) throw new AppError('invalid-input', { fields: ['id'] });
      const person = personOf(file);
      const ending = new AbortController();
      const end = () => ending.abort();
      signal?.addEventListener('abort', end);
      file.reading = null;
      const progress = new LatestProgress();
      const reading = run(
        {
          bytes: file.bytes,
          person,
          mapping: input.mapping,
          profiles: profiles.list(),
          today: wallDay(clock.now()),
        },
        (share, rows) => progress.put({ type: 'progress', share, rows }),
        ending.signal,
      ).finally(() => progress.finish());
      try {
        yield* progress.events();
        file.reading = { result: await reading, person };
        yield { type: 'done' };
      } finally {
        end(); // also where nobody listens any more
        signal?.removeEventListener('abort', end);
        reading.catch(() => undefined);
      }
    },

    preview: (actor: Actor, input: { id: string }): ImportPreview => previewOf(files.get(actor.id, input.id)).preview,

    /** @throws AppError wrong-patient | stale-version | out-of-range (not confirmed), naming the codes */
    commit(
      actor: Actor,
      input: {
        id: string;
        laboratory: string;
        rows: readonly { row: number; effect: ImportEffect; confirmed: boolean }[];
      },
    ): LabImport {
      const file = files.get(actor.id, input.id);
      const { preview, reading } = previewOf(file);
      const of = episode(file.episodeId);
      // Against the record as it is now: somebody may have changed the patient or a value since the preview.
      if (preview.problem !== null) throw new AppError('wrong-patient');
      if (!isDeepStrictEqual(file.reading?.person, personOf(file))) throw new AppError('stale-version');
      const ticked = new Map(input.rows.map(each => [each.row, each]));
      const rows = preview.rows.filter(({ row }) => ticked.has(row));
      const isStale = rows.some(({ row, effect }) => ticked.get(row)?.effect !== effect || !TICKABLE.includes(effect));
      if (isStale || rows.length !== ticked.size) throw new AppError('stale-version');
      const doubtful = rows.filter(({ row, isOutside }) => isOutside && !ticked.get(row)?.confirmed);
      if (doubtful.length > 0)
        throw new AppError('out-of-range', { fields: doubtful.flatMap(({ code }) => code ?? []) });
      const changes = rows.filter(({ stored }) => stored !== null && stored.voidedAt === null).length;
      const batch = {
        id: ids.uuid(),
        patient_id: of.patientId,
        episode_id: of.id,
        file_name: preview.fileName,
        file_sha256: preview.sha256,
        format: preview.format,
        encoding: preview.encoding,
        laboratory: input.laboratory,
        profile_id: preview.profile?.id ?? null,
        profile_version: preview.profile?.version ?? null,
        added: rows.length - changes,
        corrected: changes,
        imported_at: clock.now(),
        imported_by: actor.name,
      };
      const released = (row: number): number | null => {
        const readRow = reading.rows[row];
        return readRow?.kind === 'row' ? readRow.releasedMs : null;
      };
      const stored = batches.store(
        actor,
        batch,
        rows.map(row => ({ row, releasedMs: released(row.row) })),
      );
      files.drop(file.id);
      return stored;
    },

    discard(actor: Actor, input: { id: string }): Record<never, never> {
      files.drop(files.get(actor.id, input.id).id);
      return {};
    },
    list: batches.list,
    undo: batches.undo,
  };
}

function problemOf(reading: ExportReading): ImportPreview['problem'] {
  if (!reading.isReadable) return 'no-header-row';
  if (reading.matching.length > 0) return null;
  if (reading.others.rows === 0) return 'no-results';
  return reading.namesPatients ? 'wrong-patient' : 'no-patient';
}

/** A file's name as it may be stored. */
const cleanName = (name: string): string => name.replace(/[\ufffd\p{Cc}]/gu, '').slice(0, NAME_LENGTH);

/** Hands on the newest progress only: a slow listener is not to be told what is long past. */
class LatestProgress {
  #latest: ReadingEvent | null = null;
  #finished = false;
  #wake: () => void = () => undefined;

  put(event: ReadingEvent): void {
    this.#latest = event;
    this.#wake();
  }

  finish(): void {
    this.#finished = true;
    this.#wake();
  }

  async *events(): AsyncGenerator<ReadingEvent, void> {
    while (!this.#finished) {
      if (this.#latest) {
        const event = this.#latest;
        this.#latest = null;
        yield event;
      } else {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    }
  }
}
