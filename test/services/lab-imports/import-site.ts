import type { ImportPreview, LabImport } from '../../../shared/records/lab-import.ts';
import type { ExportMapping } from '../../../shared/records/lab-profile.ts';
import { blankPatient, type PatientFields } from '../../../shared/records/patient.ts';
import { episodeFields } from '../../support/sample-case.ts';
import type { SiteClient } from '../../support/site-client.ts';

/** The first fixture's patient. Fictional. */
export const PERSON: PatientFields = {
  ...blankPatient(),
  name: '测试甲',
  sex: 'male',
  estimatedAge: { years: 46, on: '2026-11-22' },
  hospitalNumbers: { inpatient: 'TEST0001', outpatient: '', record: '' },
};

export async function newEpisode(client: SiteClient, person: Partial<PatientFields> = {}) {
  const patient = await client.patients.create({ ...PERSON, ...person });
  const episode = await client.episodes.create({
    patientId: patient.id,
    fields: episodeFields('2026-11-20T00:00:00Z'),
    findings: [],
  });
  return { patient, episode };
}

const PIECE = 64 * 1024;

/** Sends a file as the page does, and reads it. */
export async function send(client: SiteClient, episodeId: string, bytes: Uint8Array, fileName = 'export.csv') {
  const { id } = await client.labImports.begin({ episodeId, fileName, size: bytes.length });
  for (let at = 0; at < bytes.length; at += PIECE) {
    const base64 = Buffer.from(bytes.subarray(at, at + PIECE)).toString('base64');
    await client.labImports.append({ id, at, base64 });
  }
  return id;
}

export async function readAll(client: SiteClient, id: string, mapping: ExportMapping | null = null): Promise<void> {
  for await (const _ of await client.labImports.read({ id, mapping }));
}

export async function previewOf(
  client: SiteClient,
  episodeId: string,
  bytes: Uint8Array | string,
  mapping: ExportMapping | null = null,
): Promise<{ id: string; preview: ImportPreview }> {
  const id = await send(client, episodeId, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  await readAll(client, id, mapping);
  return { id, preview: await client.labImports.preview({ id }) };
}

const TICKED = ['new', 'correction', 'voided'];

/** Imports what the page ticks by itself; `and` ticks more. */
export function commit(
  client: SiteClient,
  { id, preview }: { id: string; preview: ImportPreview },
  and: (row: ImportPreview['rows'][number]) => boolean = () => false,
): Promise<LabImport> {
  const rows = preview.rows
    .filter(row => TICKED.includes(row.effect) || and(row))
    .map(({ row, effect }) => ({ row, effect, confirmed: true }));
  return client.labImports.commit({ id, laboratory: '检验科', rows });
}

export const effects = ({ rows }: ImportPreview): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(rows, ({ effect }) => effect)].map(([effect, all]) => [effect, all.length]));
