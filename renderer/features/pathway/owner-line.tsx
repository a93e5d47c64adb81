import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pathway } from '../../../shared/records/pathway.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ChoiceList } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Who is responsible, and handing over with a word for the colleague. */
export function OwnerLine({ pathway, mayRecord }: { pathway: Pathway; mayRecord: boolean }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { owner } = pathway;
  return (
    <div className="owner-line" data-testid="owner">
      <span>
        {t('pathway.owner')} <strong>{owner ? owner.name : t('pathway.noOwner')}</strong>{' '}
        {owner ? (
          <span className="note">
            {t('pathway.ownerSince', { time: wallClock(owner.since) })} {owner.note}
          </span>
        ) : null}
      </span>
      {mayRecord && !isOpen ? (
        <button type="button" className="quiet-button" onClick={() => setOpen(true)} data-testid="hand-over">
          {t('pathway.handOver')}
        </button>
      ) : null}
      {isOpen ? <HandOverForm pathway={pathway} onDone={() => setOpen(false)} /> : null}
    </div>
  );
}

function HandOverForm({ pathway, onDone }: { pathway: Pathway; onDone(): void }) {
  const { t } = useTranslation();
  const physicians = useQuery(api.pathway.physicians.queryOptions());
  const [userId, setUserId] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const save = useMutation(api.pathway.handOver.mutationOptions({ onSuccess: onDone }));
  const others = (physicians.data ?? []).filter(({ id }) => id !== pathway.owner?.userId);
  return (
    <fieldset className="hand-over" aria-label={t('pathway.handOver')}>
      <Field label={t('pathway.handOverTo')}>
        <ChoiceList
          value={userId}
          options={others.map(({ id, name, title }) => ({ value: id, label: [name, title].filter(Boolean).join(' ') }))}
          onChange={setUserId}
          placeholder={others.length === 0 ? t('pathway.noColleague') : ''}
          testId="hand-over-to"
        />
      </Field>
      <Field label={t('pathway.handOverNote')}>
        <TextField value={note} onChange={setNote} testId="hand-over-note" />
      </Field>
      <Button
        type="primary"
        disabled={userId === null}
        loading={save.isPending}
        onClick={() => userId !== null && save.mutate({ episodeId: pathway.episodeId, userId, note })}
        data-testid="hand-over-save"
      >
        {t('pathway.handOver')}
      </Button>
      <button type="button" className="quiet-button" onClick={onDone}>
        {t('ui.cancel')}
      </button>
      <ErrorNote error={save.error ?? physicians.error} />
    </fieldset>
  );
}
