import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Episode } from '../../../shared/records/episode.ts';
import { TREATMENT_KINDS } from '../../../shared/records/treatment.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { ChoiceList } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { BLANK_TREATMENT, disturbedBy, TreatmentDraft, treatmentFields, treatmentLacks } from './treatment-draft.ts';

/** One treatment: what, from when to when, how much. */
export function TreatmentForm({ episode, onDone }: { episode: Episode; onDone(): void }) {
  const { t } = useTranslation();
  const now = useNow();
  const draft = useDraft<TreatmentDraft>(
    `treatment:${episode.id}`,
    BLANK_TREATMENT,
    body => TreatmentDraft.safeParse(body).data ?? null,
  );
  const record = useMutation(
    api.treatments.record.mutationOptions({
      onSuccess: async () => {
        await draft.discard().catch(() => undefined);
        onDone();
      },
    }),
  );
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    if (draft.ready) sheet.current?.querySelector('input')?.focus(); // it was asked for: the hands go on typing
  }, [draft.ready]);
  if (!draft.ready) return null;
  const { kind, startedAt, endedAt, detail } = draft.value;
  const disturbed = kind ? disturbedBy(kind) : null;
  const set = (change: Partial<TreatmentDraft>) => draft.change(present => ({ ...present, ...change }));
  const save = () => {
    const fields = treatmentFields(draft.value);
    if (fields) record.mutate({ episodeId: episode.id, fields });
  };
  return (
    <section className="record-sheet" ref={sheet} data-testid="treatment-form">
      <div className="treatment-grid">
        <Field
          label={t('treatment.field.kind')}
          required
          hint={
            disturbed
              ? t(`treatment.effect.${disturbed.effect}`, { codes: disturbed.codes.join(t('ui.listComma')) })
              : undefined
          }
        >
          <ChoiceList
            value={kind}
            options={TREATMENT_KINDS.map(value => ({ value, label: t(`treatment.kind.${value}`) }))}
            onChange={value => set({ kind: value })}
            testId="treatment-kind"
          />
        </Field>
        <Field label={t('treatment.field.startedAt')} required>
          <TimeField value={startedAt} onChange={at => set({ startedAt: at })} testId="treatment-start" />
        </Field>
        <Field label={t('treatment.field.endedAt')} hint={t('treatment.hint.endedAt')}>
          <TimeField value={endedAt} onChange={at => set({ endedAt: at })} testId="treatment-end" />
        </Field>
        <Field label={t('treatment.field.detail')} hint={t('treatment.hint.detail')}>
          <TextField value={detail} onChange={text => set({ detail: text })} testId="treatment-detail" />
        </Field>
      </div>
      <PrimaryAction
        label={t('treatment.save')}
        onRun={save}
        pending={record.isPending}
        missing={treatmentLacks(draft.value, now).map(lack => t(`treatment.need.${lack}`))}
        error={record.error}
        beside={
          <>
            <SavedMark savedAt={draft.savedAt} saving={draft.saving} error={draft.error} />
            <button type="button" className="quiet-button" onClick={onDone}>
              {t('treatment.cancel')}
            </button>
          </>
        }
        testId="save-treatment"
      />
    </section>
  );
}
