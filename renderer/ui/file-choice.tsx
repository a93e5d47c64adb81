import { Button } from 'antd';
import { useRef } from 'react';

interface FileChoiceProps {
  label: string;
  /** File name endings, `.gqk,.json`. */
  accept: string;
  onFile(file: File): void;
  isPrimary?: boolean;
  pending?: boolean;
  testId: string;
}

/** A button that opens the system's file dialog. The same file may be chosen again. */
export function FileChoice({ label, accept, onFile, isPrimary = false, pending = false, testId }: FileChoiceProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept={accept}
        hidden
        data-testid={`${testId}-picker`}
        onChange={event => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      <Button
        type={isPrimary ? 'primary' : 'default'}
        loading={pending}
        onClick={() => picker.current?.click()}
        autoInsertSpace={false}
        data-testid={testId}
      >
        {label}
      </Button>
    </>
  );
}
