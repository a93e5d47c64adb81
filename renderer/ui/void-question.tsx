import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from './composing.ts';
import { ErrorNote } from './error-note.tsx';
import { TextField } from './text-field.tsx';
import './forms.css';

interface VoidQuestionProps {
  /** What the reason is for. */
  label: string;
  /** What the button does, in words. */
  action: string;
  pending: boolean;
  error: unknown;
  onVoid(reason: string): void;
  onCancel(): void;
}

/** Asks for the reason of a withdrawal, where it was asked for; the row stays, marked void. */
export function VoidQuestion({ label, action, pending, error, onVoid, onCancel }: VoidQuestionProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const isReady = reason.trim() !== '';
  return (
    <fieldset
      className="void-question"
      aria-label={label}
      data-testid="void-question"
      onKeyDown={event => {
        if (event.key === 'Escape' && !isComposing(event)) onCancel();
      }}
    >
      <span>{label}</span>
      <TextField
        value={reason}
        onChange={setReason}
        onEnter={() => {
          if (isReady) onVoid(reason.trim());
        }}
        aria-label={label}
        autoFocus
        testId="void-reason"
      />
      <Button danger size="small" disabled={!isReady} loading={pending} onClick={() => onVoid(reason.trim())}>
        {action}
      </Button>
      <button type="button" className="quiet-button" onClick={onCancel}>
        {t('ui.cancel')}
      </button>
      <ErrorNote error={error} />
    </fieldset>
  );
}
