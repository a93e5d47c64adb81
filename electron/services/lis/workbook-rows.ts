import type { Progress, SheetRow } from './sheet.ts';
import { UnreadableExport } from './unreadable-export.ts';
import { WorkbookArchive } from './workbook-archive.ts';
import { sheetRows, type WorkbookContext } from './workbook-sheet.ts';
import { readStyles } from './workbook-styles.ts';
import { readSharedStrings } from './workbook-text.ts';
import { attribute, walkXml } from './xml-walk.ts';

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly path: string;
}

/**
 * The rows of each visible sheet, from the top at each call, in the order of the tabs. A sheet is unpacked when it is
 * asked for, and its rows are read one at a time: as objects they take ten times the memory of its bytes.
 */
export function* workbookSheets(bytes: Uint8Array, progress: Progress): Generator<() => Iterable<SheetRow>> {
  const archive = new WorkbookArchive(bytes);
  const workbookPath = readRelations(archive, '').find(relation => relation.type === 'officeDocument')?.path;
  const workbook = archive.part(workbookPath ?? 'xl/workbook.xml');
  if (workbook === undefined) throw new UnreadableExport('damaged');
  const relations = readRelations(archive, workbookPath ?? 'xl/workbook.xml');
  const { sheetIds, uses1904 } = readWorkbook(workbook);
  const pathOf = (type: string): string => relations.find(relation => relation.type === type)?.path ?? '';
  const context: WorkbookContext = {
    strings: readSharedStrings(archive.bytes(pathOf('sharedStrings')) ?? new Uint8Array()),
    formats: readStyles(archive.part(pathOf('styles')) ?? ''),
    uses1904,
  };
  for (const id of sheetIds) {
    const path = relations.find(relation => relation.id === id && relation.type === 'worksheet')?.path;
    const sheet = path === undefined ? undefined : archive.bytes(path);
    if (sheet) yield () => sheetRows(sheet, context, progress);
  }
}

function readWorkbook(xml: string): { sheetIds: string[]; uses1904: boolean } {
  const sheetIds: string[] = [];
  let uses1904 = false;
  walkXml(xml, {
    open: (name, attributes) => {
      if (name === 'workbookPr') uses1904 = /^(1|true|on)$/.test(attributes.date1904 ?? '');
      else if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible') {
        sheetIds.push(attribute(attributes, 'id') ?? '');
      }
    },
  });
  return { sheetIds, uses1904 };
}

/** What a part points to, as paths from the root of the archive. */
function readRelations(archive: WorkbookArchive, path: string): Relation[] {
  const slash = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, slash);
  const relations: Relation[] = [];
  walkXml(archive.part(`${folder}_rels/${path.slice(slash)}.rels`) ?? '', {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return;
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), path: resolvePart(folder, Target) });
    },
  });
  return relations;
}

function resolvePart(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}
