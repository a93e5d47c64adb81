import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NEXT_STEP, useShortcuts } from '../app/shortcuts.ts';
import { ErrorNote } from './error-note.tsx';

interface PrimaryActionProps {
  /** What the button does, in words: `签发并排队`. */
  label: string;
  onRun(): void;
  pending?: boolean;
  /** Names of what is still missing; written beside the button, which then does nothing. */
  missing?: readonly string[];
  error?: unknown;
  fieldNames?: Record<string, string>;
  /** What stands left of the button: a saved mark, a second action. */
  beside?: ReactNode;
  testId?: string;
}

/** The next step of a page: one button, bottom right, with what is still missing written beside it. */
export function PrimaryAction(props: PrimaryActionProps) {
  const { label, onRun, pending = false, missing = [], error, fieldNames, beside, testId = 'primary-action' } = props;
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  useShortcuts([{ keys: NEXT_STEP, label: t('ui.nextStep', { label }), run: () => button.current?.focus() }]);
  const shown = missing.slice(0, 4).join(t('ui.listComma'));
  return (
    <div className="primary-action">
      <div className="primary-action-notes" aria-live="polite">
        <ErrorNote error={error} fieldNames={fieldNames} />
        {missing.length > 0 ? (
          <span className="primary-action-missing" data-testid="still-missing">
            {missing.length > 4
              ? t('ui.stillMissingMore', { items: shown, total: missing.length })
              : t('ui.stillMissing', { items: shown })}
          </span>
        ) : null}
      </div>
      {beside}
      <Button
        type="primary"
        ref={button}
        title={t('ui.nextStepKey')}
        loading={pending}
        disabled={missing.length > 0}
        onClick={onRun}
        data-testid={testId}
        autoInsertSpace={false}
      >
        {label}
      </Button>
    </div>
  );
}
