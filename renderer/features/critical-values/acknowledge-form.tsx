import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { criticalValues as texts } from '../../../shared/i18n/zh-CN/critical-values.ts';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { isComposing } from '../../ui/composing.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';

const CHOICES = Object.keys(texts.choice) as (keyof typeof texts.choice)[]; // the literal has no other keys
const LONGEST = 300;

interface AcknowledgeFormProps {
  value: CriticalValue;
  onDone(): void;
  onCancel(): void;
}

/** What was done about a critical value: a phrase or two picked, or one's own words; never empty. */
export function AcknowledgeForm({ value, onDone, onCancel }: AcknowledgeFormProps) {
  const { t } = useTranslation();
  const draft = useDraft(`critical:${value.observationId}`, '', body => (typeof body === 'string' ? body : null));
  const acknowledge = useMutation(
    api.criticalValues.acknowledge.mutationOptions({
      onSuccess: async () => {
        await draft.discard('').catch(() => undefined); // recorded; an old draft would only ask again
        onDone();
      },
    }),
  );
  const done = draft.value.trim();
  const isReady = draft.ready && done !== '' && done.length <= LONGEST && !acknowledge.isPending;
  const run = () => {
    if (isReady) acknowledge.mutate({ observationId: value.observationId, version: value.observationVersion, done });
  };
  const pick = (phrase: string) =>
    draft.change(present => (present.trim() === '' ? phrase : `${present.trim()}${t('ui.listComma')}${phrase}`));
  return (
    <fieldset
      className="acknowledge"
      aria-label={t('criticalValues.done')}
      data-testid="acknowledge-form"
      onKeyDown={event => {
        if (event.key === 'Escape' && !isComposing(event)) onCancel();
      }}
    >
      <span className="acknowledge-choices">
        {CHOICES.map(choice => (
          <button
            key={choice}
            type="button"
            className="quiet-button"
            onClick={() => pick(t(`criticalValues.choice.${choice}`))}
          >
            + {t(`criticalValues.choice.${choice}`)}
          </button>
        ))}
      </span>
      <span className="acknowledge-text">
        <TextField
          value={draft.value}
          onChange={text => draft.change(text)}
          onEnter={run}
          readOnly={!draft.ready}
          autoFocus
          placeholder={t('criticalValues.doneHint')}
          aria-label={t('criticalValues.done')}
          testId="acknowledge-done"
        />
        <Button
          type="primary"
          size="small"
          disabled={!isReady}
          loading={acknowledge.isPending}
          onClick={run}
          data-testid="acknowledge-save"
        >
          {t(value.state === 'acknowledged' ? 'criticalValues.saveMore' : 'criticalValues.save')}
        </Button>
        <button type="button" className="quiet-button" onClick={onCancel}>
          {t('ui.cancel')}
        </button>
      </span>
      <ErrorNote error={acknowledge.error} />
    </fieldset>
  );
}
