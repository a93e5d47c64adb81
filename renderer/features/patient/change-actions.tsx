import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ChangeDraft } from '../../app/use-change-draft.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import './change-actions.css';

interface ChangeActionsProps<Form> {
  draft: ChangeDraft<Form>;
  label: string;
  reason: { label: string; required?: boolean; hint?: string | undefined; testId: string };
  onSave(): void;
  /** Leaves the form, after it was given up. */
  onLeave(): void;
  pending: boolean;
  missing: readonly string[];
  error: unknown;
  fieldNames?: Record<string, string>;
  testId: string;
  /** Within a page that has its own next step: small buttons in place. */
  isInline?: boolean;
}

/** The end of every form that changes a stored row: why, what is missing, give it up or save it. */
export function ChangeActions<Form>(props: ChangeActionsProps<Form>) {
  const { draft, label, reason, onSave, onLeave, pending, missing, error, fieldNames, testId, isInline } = props;
  const { t } = useTranslation();
  const beside = (
    <>
      <SavedMark savedAt={draft.savedAt} saving={draft.saving} error={draft.error} />
      <button type="button" className="quiet-button" onClick={() => void draft.giveUp().then(onLeave)}>
        {t('patient.edit.cancel')}
      </button>
    </>
  );
  return (
    <>
      <div className="form-grid">
        <div className="form-wide">
          <Field label={reason.label} required={reason.required ?? false} hint={reason.hint}>
            <TextField value={draft.reason} onChange={draft.changeReason} testId={reason.testId} />
          </Field>
        </div>
      </div>
      {isInline ? (
        <div className="inline-change">
          <ErrorNote error={error} fieldNames={fieldNames} />
          <span className="note">
            {missing.length > 0 ? t('ui.stillMissing', { items: missing.join(t('ui.listComma')) }) : null}
          </span>
          {beside}
          <Button disabled={missing.length > 0} loading={pending} onClick={onSave} data-testid={testId}>
            {label}
          </Button>
        </div>
      ) : (
        <PrimaryAction
          label={label}
          onRun={onSave}
          pending={pending}
          missing={missing}
          error={error}
          {...(fieldNames ? { fieldNames } : {})}
          beside={beside}
          testId={testId}
        />
      )}
    </>
  );
}
