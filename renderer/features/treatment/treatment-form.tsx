import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { disturbedCodes } from '../../../shared/clinical/interference.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { TREATMENT_KINDS } from '../../../shared/records/treatment-kind.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { ChoiceList } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useAssessments } from '../patient/patient-case.ts';
import { Disclaimer } from './disclaimer.tsx';
import { NutritionTargets } from './nutrition-targets.tsx';
import { readParticulars } from './particulars-draft.ts';
import { ParticularsFields } from './particulars-fields.tsx';
import {
  BLANK_TREATMENT,
  draftOf,
  isMomentary,
  lackText,
  partsFor,
  TreatmentDraft,
  treatmentFields,
  treatmentLacks,
} from './treatment-draft.ts';

interface TreatmentFormProps {
  episode: Episode;
  /** The record to correct; null for a new one. */
  corrected: Treatment | null;
  onDone(): void;
}

const EFFECTS = ['exclude', 'mark'] as const;
const NOTHING = { exclude: [], mark: [] };

/** One treatment: what, from when to when, and what its kind needs. */
export function TreatmentForm({ episode, corrected, onDone }: TreatmentFormProps) {
  const { t } = useTranslation();
  const now = useNow();
  const queries = useQueryClient();
  const assessments = useAssessments(episode);
  const draft = useDraft<TreatmentDraft>(
    corrected ? `treatment:${corrected.id}:${corrected.version}` : `treatment:${episode.id}`,
    corrected ? draftOf(corrected) : BLANK_TREATMENT,
    body => TreatmentDraft.safeParse(body).data ?? null,
  );
  const done = {
    onSuccess: async () => {
      await draft.discard().catch(() => undefined);
      await queries.invalidateQueries({ queryKey: api.treatments.list.key() }); // the new version stands before it can be asked for
      onDone();
    },
  };
  const record = useMutation(api.treatments.record.mutationOptions(done));
  const correct = useMutation(api.treatments.correct.mutationOptions(done));
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    if (draft.ready) sheet.current?.querySelector('input')?.focus(); // it was asked for: the hands go on typing
  }, [draft.ready]);
  if (!draft.ready) return null;
  const { kind, startedAt, endedAt, detail, parts, reason } = draft.value;
  const disturbed = kind ? disturbedCodes({ kind, particulars: readParticulars(kind, parts).particulars }) : NOTHING;
  const set = (change: Partial<TreatmentDraft>) => draft.change(present => ({ ...present, ...change }));
  const setParts = (part: TreatmentDraft['parts']) =>
    draft.change(present => ({ ...present, parts: { ...present.parts, ...part } }));
  const lacks = treatmentLacks(draft.value, now, corrected ? 'correction' : 'new');
  const save = () => {
    const fields = treatmentFields(draft.value);
    if (!fields) return;
    if (corrected) correct.mutate({ id: corrected.id, version: corrected.version, fields, reason: reason.trim() });
    else record.mutate({ episodeId: episode.id, fields });
  };
  return (
    <section className="record-sheet" ref={sheet} data-testid="treatment-form">
      <div className="form-grid">
        <Field label={t('treatment.field.kind')} required>
          <ChoiceList
            value={kind}
            options={TREATMENT_KINDS.map(value => ({ value, label: t(`treatment.kind.${value}`) }))}
            onChange={value => draft.change(present => ({ ...present, kind: value, parts: partsFor(value) }))}
            testId="treatment-kind"
          />
        </Field>
        <Field label={t('treatment.field.startedAt')} required>
          <TimeField value={startedAt} onChange={at => set({ startedAt: at })} testId="treatment-start" />
        </Field>
        <Field
          label={t('treatment.field.endedAt')}
          hint={t(isMomentary(kind) ? 'treatment.hint.momentary' : 'treatment.hint.endedAt')}
        >
          <TimeField value={endedAt} onChange={at => set({ endedAt: at })} testId="treatment-end" />
        </Field>
        {kind ? (
          <div className="form-full treatment-notes">
            <Disclaimer kind={kind} />
            {EFFECTS.map(effect =>
              disturbed[effect].length > 0 ? (
                <p key={effect} className="note">
                  {t(`treatment.effect.${effect}`, { codes: disturbed[effect].join(t('ui.listComma')) })}
                </p>
              ) : null,
            )}
          </div>
        ) : null}
        {kind ? <ParticularsFields kind={kind} draft={parts} onChange={setParts} /> : null}
        {kind === 'nutrition' ? (
          <NutritionTargets draft={draft.value} assessments={assessments.data ?? []} onChange={setParts} />
        ) : null}
        <div className="form-wide">
          <Field label={t('treatment.field.detail')}>
            <TextField
              value={detail}
              onChange={text => set({ detail: text })}
              placeholder={t('treatment.hint.detail')}
              testId="treatment-detail"
            />
          </Field>
        </div>
        {corrected ? (
          <Field label={t('treatment.correctReason')} required>
            <TextField value={reason} onChange={text => set({ reason: text })} testId="treatment-reason" />
          </Field>
        ) : null}
      </div>
      <PrimaryAction
        label={t(corrected ? 'treatment.saveCorrection' : 'treatment.save')}
        onRun={save}
        pending={record.isPending || correct.isPending}
        missing={lacks.map(lack => lackText(lack, t))}
        error={record.error ?? correct.error}
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
