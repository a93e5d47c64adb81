import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { CaseRecord } from '../../../shared/clinical/chosen-inputs.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { DraftNote } from '../../ui/draft-note.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { FindingDraft, findingEntries, openFindings, textOfFinding } from './finding-draft.ts';
import { knownBody } from './finding-evidence.ts';
import { FindingField } from './finding-field.tsx';

const CorrectionDraft = z.object({
  /** The version that is being corrected; a newer one asks for a new look. */
  version: z.int(),
  observedAt: z.string().nullable(),
  note: z.string(),
  reason: z.string(),
  findings: FindingDraft,
});
type CorrectionDraft = z.infer<typeof CorrectionDraft>;

interface CorrectFindingProps {
  finding: Finding;
  record: CaseRecord;
  onDone(): void;
}

/** Value, time and note anew, with the reason: a new version beside the old one. What was typed outlives an error. */
export function CorrectFinding({ finding, record, onDone }: CorrectFindingProps) {
  const { t } = useTranslation();
  const { id, code, version } = finding;
  const [initial] = useState<CorrectionDraft>({
    version,
    observedAt: finding.observedAt,
    note: finding.note,
    reason: '',
    findings: { [code]: textOfFinding(finding.value) },
  });
  const draft = useDraft<CorrectionDraft>(`finding-correct:${id}`, initial, body => {
    const restored = CorrectionDraft.safeParse(body).data;
    return restored?.version === version ? restored : null;
  });
  const correct = useMutation(
    api.findings.correct.mutationOptions({
      onSuccess: async () => {
        await draft.discard().catch(() => undefined);
        onDone();
      },
    }),
  );
  if (!draft.ready) return <ErrorNote error={draft.error} />;
  const { observedAt, note, reason, findings } = draft.value;
  const set = (change: Partial<CorrectionDraft>) => draft.change(present => ({ ...present, ...change }));
  const others = record.findings.filter(row => row.id !== id); // not known by the very value that is in doubt
  const about = { record: { ...record, findings: others }, at: observedAt ?? finding.observedAt };
  const [entry] = findingEntries(findings);
  const missing = [
    ...(entry === undefined || openFindings(findings, knownBody(about)).length > 0
      ? [t(`episode.finding.${code}`)]
      : []),
    ...(observedAt === null ? [t('episode.field.observedAt')] : []),
    ...(reason.trim() === '' ? [t('episode.record.correctReason')] : []),
  ];
  const giveUp = async () => {
    await draft.discard().catch(() => undefined);
    onDone();
  };
  return (
    <fieldset className="correct-finding" aria-label={t('episode.record.correct')} data-testid="correct-finding">
      <p className="note">{t('episode.record.correctLead')}</p>
      <DraftNote restored={draft.restored} savedAt={draft.savedAt} onDiscard={() => void giveUp()} />
      <div className="correct-finding-fields">
        <FindingField code={code} draft={findings} onChange={next => set({ findings: next })} about={about} />
        <Field label={t('episode.field.observedAt')} required>
          <TimeField value={observedAt} onChange={at => set({ observedAt: at })} testId="correct-time" />
        </Field>
        <Field label={t('episode.field.note')}>
          <TextField value={note} onChange={text => set({ note: text })} />
        </Field>
        <Field label={t('episode.record.correctReason')} required>
          <TextField value={reason} onChange={text => set({ reason: text })} testId="correct-reason" />
        </Field>
      </div>
      <ErrorNote error={correct.error} />
      <div className="correct-finding-end">
        <span className="note">
          {missing.length > 0 ? t('ui.stillMissing', { items: missing.join(t('ui.listComma')) }) : null}
        </span>
        <SavedMark savedAt={draft.savedAt} saving={draft.saving} error={draft.error} />
        <button type="button" className="quiet-button" onClick={() => void giveUp()}>
          {t('ui.cancel')}
        </button>
        <Button
          size="small"
          loading={correct.isPending}
          disabled={missing.length > 0}
          onClick={() => {
            if (entry !== undefined && observedAt !== null)
              correct.mutate({ id, version, entry, observedAt, note, reason: reason.trim() });
          }}
          data-testid="save-correction"
        >
          {t('episode.record.correctSave')}
        </Button>
      </div>
    </fieldset>
  );
}
