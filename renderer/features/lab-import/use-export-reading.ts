import { useCallback, useEffect, useRef, useState } from 'react';
import { CHUNK_BYTES } from '../../../shared/contract/lab-import-limits.ts';
import type { ImportPreview } from '../../../shared/records/lab-import.ts';
import type { ExportMapping } from '../../../shared/records/lab-profile.ts';
import { client } from '../../app/client.ts';

export type ReadingStage =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'sending'; readonly name: string }
  | { readonly kind: 'reading'; readonly name: string; readonly share: number; readonly rows: number }
  | { readonly kind: 'preview'; readonly id: string; readonly preview: ImportPreview; readonly isReading: boolean }
  | { readonly kind: 'failed'; readonly name: string; readonly error: unknown };

/** Where the bytes come from: a file or pasted text, or a file of the watched folder. */
type Source = { readonly blob: Blob } | { readonly sha256: string };

/** Takes one export in, follows its reading, and holds its preview. Whatever is cancelled ends in the worker too. */
export function useExportReading(episodeId: string) {
  const [stage, setStage] = useState<ReadingStage>({ kind: 'choosing' });
  const present = useRef<{ id: string | null; ending: AbortController }>({ id: null, ending: new AbortController() });

  const drop = useCallback(() => {
    const { id, ending } = present.current;
    ending.abort();
    present.current = { id: null, ending: new AbortController() };
    if (id !== null) void client.labImports.discard({ id }).catch(() => undefined); // may be gone already
  }, []);
  useEffect(() => drop, [drop]);

  const follow = async (
    id: string,
    mapping: ExportMapping | null,
    onProgress: (share: number, rows: number) => void,
  ) => {
    const { signal } = present.current.ending;
    for await (const event of await client.labImports.read({ id, mapping }, { signal })) {
      if (event.type === 'progress') onProgress(event.share, event.rows);
    }
    return client.labImports.preview({ id }, { signal });
  };

  const take = async (source: Source, name: string) => {
    drop();
    const mine = present.current;
    setStage({ kind: 'sending', name });
    try {
      const { signal } = mine.ending;
      const begun =
        'blob' in source
          ? await client.labImports.begin({ episodeId, fileName: name, size: source.blob.size }, { signal })
          : await client.labImports.beginFromInbox({ episodeId, sha256: source.sha256 }, { signal });
      mine.id = begun.id;
      if ('blob' in source) await sendPieces(begun.id, source.blob, signal);
      setStage({ kind: 'reading', name, share: 0, rows: 0 });
      const preview = await follow(begun.id, null, (share, rows) => {
        if (present.current === mine) setStage({ kind: 'reading', name, share, rows });
      });
      if (present.current === mine) setStage({ kind: 'preview', id: begun.id, preview, isReading: false });
    } catch (error) {
      if (present.current === mine) setStage({ kind: 'failed', name, error });
    }
  };

  return {
    stage,
    takeFile: (file: Blob, name: string) => take({ blob: file }, cleanName(name)),
    takeFromInbox: (sha256: string, name: string) => take({ sha256 }, name),
    /** Reads the same file with what a person has said of its columns. */
    remap: async (mapping: ExportMapping | null) => {
      const mine = present.current;
      const { id } = mine;
      if (id === null) return;
      setStage(before => (before.kind === 'preview' ? { ...before, isReading: true } : before));
      try {
        const preview = await follow(id, mapping, () => undefined);
        if (present.current === mine) setStage({ kind: 'preview', id, preview, isReading: false });
      } catch (error) {
        if (present.current === mine) setStage({ kind: 'failed', name: '', error });
      }
    },
    /** Compares the same reading with what is stored by now. */
    compareAgain: async () => {
      const { id } = present.current;
      if (id === null) return;
      const preview = await client.labImports.preview({ id });
      setStage({ kind: 'preview', id, preview, isReading: false });
    },
    leave: () => {
      drop();
      setStage({ kind: 'choosing' });
    },
  };
}

async function sendPieces(id: string, blob: Blob, signal: AbortSignal): Promise<void> {
  for (let at = 0; at < blob.size; at += CHUNK_BYTES) {
    const base64 = await base64Of(blob.slice(at, at + CHUNK_BYTES));
    await client.labImports.append({ id, at, base64 }, { signal });
  }
}

function base64Of(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.readAsDataURL(piece);
  });
}

/** As it may be stored beside the batch: no control characters, nothing that a wrong decoding left. */
const cleanName = (name: string): string => name.replace(/[\ufffd\p{Cc}]/gu, '').slice(0, 200);
