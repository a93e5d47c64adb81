import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EXPORT_FILE_BYTES } from '../../../shared/contract/lab-import-limits.ts';
import { FileChoice } from '../../ui/file-choice.tsx';

interface FileSourceProps {
  onFile(file: Blob, name: string): void;
}

/** A file by the picker, dropped, or a grid pasted anywhere on the page. */
export function FileSource({ onFile }: FileSourceProps) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const [isEmpty, setEmpty] = useState(false);
  const latest = useRef(onFile);
  latest.current = onFile;

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      const file = event.clipboardData?.files[0];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      event.preventDefault();
      setEmpty(!file && text.trim() === '');
      if (file) latest.current(file, file.name);
      else if (text.trim() !== '') latest.current(new Blob([text]), t('labImport.pasted'));
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [t]);
  useDroppedFile(file => onFile(file, file.name), setOver);

  return (
    <section className={isOver ? 'import-drop import-drop-over' : 'import-drop'} aria-label={t('labImport.title')}>
      <p>
        {t('labImport.drop')}{' '}
        <FileChoice
          label={t('labImport.choose')}
          onFile={file => onFile(file, file.name)}
          isPrimary
          autoFocus
          testId="choose-file"
        />
      </p>
      <p className="note">{t('labImport.paste')}</p>
      <p className="note">{t('labImport.kinds', { size: EXPORT_FILE_BYTES / 2 ** 20 })}</p>
      {isEmpty ? <p role="alert">{t('labImport.nothingPasted')}</p> : null}
    </section>
  );
}

/** A file dropped anywhere on the page. The browser would open it instead. */
export function useDroppedFile(onDrop: (file: File) => void, onOver: (isOver: boolean) => void): void {
  const latest = useRef({ onDrop, onOver });
  latest.current = { onDrop, onOver };
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      latest.current.onOver(true);
    };
    const leave = () => latest.current.onOver(false);
    const drop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      latest.current.onOver(false);
      latest.current.onDrop(file);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
}
