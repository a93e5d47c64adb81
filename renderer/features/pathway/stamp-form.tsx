import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StampEntry } from '../../../shared/records/pathway.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { toFailure } from '../../app/failure.ts';
import { Choice } from '../../ui/choice.tsx';
import { isComposing } from '../../ui/composing.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { fieldName } from '../../ui/referral-field-name.ts';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';

const CHANNELS = StampEntry.shape.channel.options;

interface StampFormProps {
  episodeId: string;
  milestone: StampEntry['milestone'];
  onDone(): void;
}

/** When it happened and how it is known; asked in the line it is about. */
export function StampForm({ episodeId, milestone, onDone }: StampFormProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState<Instant | null>(null);
  const [channel, setChannel] = useState<StampEntry['channel']>('seen');
  const [note, setNote] = useState('');
  const [emergencyReason, setEmergencyReason] = useState('');
  const save = useMutation(api.pathway.stamp.mutationOptions({ onSuccess: onDone }));
  const failure = save.error ? toFailure(save.error) : null;
  const isIncomplete = failure?.code === 'departure-incomplete';
  const run = () => {
    if (at === null) return;
    const reason = emergencyReason.trim();
    const entry = { milestone, at, channel, note };
    save.mutate({ episodeId, entry, ...(reason === '' ? {} : { emergencyReason: reason }) });
  };
  return (
    <fieldset
      className="stamp-form"
      aria-label={t(`clinical.pathway.milestone.${milestone}`)}
      data-testid="stamp-form"
      onKeyDown={event => {
        if (event.key === 'Escape' && !isComposing(event)) onDone();
      }}
    >
      <TimeField value={at} onChange={setAt} autoFocus aria-label={t('pathway.when')} testId="stamp-at" />
      <Choice
        value={channel}
        options={CHANNELS.map(value => ({ value, label: t(`pathway.channel.${value}`) }))}
        onChange={setChannel}
      />
      <TextField
        value={note}
        onChange={setNote}
        onEnter={run}
        placeholder={t('pathway.noteHint')}
        aria-label={t('pathway.note')}
        testId="stamp-note"
      />
      <Button
        type="primary"
        size="small"
        disabled={at === null}
        loading={save.isPending}
        onClick={run}
        data-testid="stamp-save"
      >
        {t('pathway.record')}
      </Button>
      <button type="button" className="quiet-button" onClick={onDone}>
        {t('ui.cancel')}
      </button>
      <ErrorNote
        error={save.error}
        fieldNames={Object.fromEntries((failure?.fields ?? []).map(field => [field, fieldName(field, t)]))}
      />
      {isIncomplete || emergencyReason !== '' ? (
        <TextField
          value={emergencyReason}
          onChange={setEmergencyReason}
          onEnter={run}
          placeholder={t('pathway.emergencyReason')}
          aria-label={t('pathway.emergencyReason')}
          testId="stamp-emergency-reason"
        />
      ) : null}
    </fieldset>
  );
}
