import { Button } from 'antd';
import { useRef } from 'react';

interface FileChoiceProps {
  label: string;
  /** File name endings or media types, as the browser's own `accept`; any file where absent. */
  accept?: string;
  onFile(file: File): void;
  isPrimary?: boolean;
  pending?: boolean;
  autoFocus?: boolean;
  /** Of the button; the input behind it is `<testId>-picker`. */
  testId: string;
}

/** A button that opens the system's file dialog. The same file may be chosen again, after it was corrected. */
export function FileChoice(props: FileChoiceProps) {
  const { label, accept, onFile, isPrimary = false, pending = false, autoFocus = false, testId } = props;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
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
        autoFocus={autoFocus}
        onClick={() => picker.current?.click()}
        autoInsertSpace={false}
        data-testid={testId}
      >
        {label}
      </Button>
    </>
  );
}
