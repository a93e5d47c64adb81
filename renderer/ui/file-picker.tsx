import { Button } from 'antd';
import { useRef } from 'react';

interface FilePickerProps {
  label: string;
  /** As the browser's own `accept`. */
  accept: string;
  onFile(file: File): void;
  testId: string;
}

/** A button that opens the system's choice of one file. */
export function FilePicker({ label, accept, onFile, testId }: FilePickerProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept={accept}
        hidden
        data-testid={testId}
        onChange={event => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = ''; // the same file may be chosen again after it was corrected
        }}
      />
      <Button onClick={() => picker.current?.click()}>{label}</Button>
    </>
  );
}
