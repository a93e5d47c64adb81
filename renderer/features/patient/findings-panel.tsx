import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Episode } from '../../../shared/records/episode.ts';
import { FINDING_CODES, type Finding } from '../../../shared/records/finding.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { findingEntries, unreadableFindings } from './finding-draft.ts';
import { FindingFields } from './finding-fields.tsx';
import { findingText } from './finding-text.ts';
import './findings.css';

const RecordDraft = z.object({
  observedAt: z.string().nullable(),
  note: z.string(),
  findings: z.partialRecord(z.enum(FINDING_CODES as [string, ...string[]]), z.string()),
});
type RecordDraft = z.infer<typeof RecordDraft>;
const BLANK: RecordDraft = { observedAt: null, note: '', findings: {} };

interface FindingsPanelProps {
  episode: Episode;
  findings: readonly Finding[];
  mayRecord: boolean;
  /** Led here to record: the form is open and has the focus. */
  startsOpen?: boolean;
}

/** The bedside as last seen, and a new look at it, written down where it is read. */
export function FindingsPanel({ episode, findings, mayRecord, startsOpen = false }: FindingsPanelProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(startsOpen && mayRecord);
  const latest = FINDING_CODES.flatMap(
    code =>
      findings
        .filter(each => each.code === code && each.voidedAt === null)
        .toSorted((a, b) => Date.parse(b.observedAt) - Date.parse(a.observedAt))[0] ?? [],
  );
  return (
    <section data-testid="findings">
      <h2 className="panel-head">
        {t('patient.overview.findings')}
        {mayRecord && !isOpen ? (
          <Button size="small" onClick={() => setOpen(true)} data-testid="add-findings">
            {t('episode.record.add')}
          </Button>
        ) : null}
      </h2>
      {isOpen ? <RecordFindings episode={episode} onDone={() => setOpen(false)} /> : null}
      {latest.length === 0 && !isOpen ? <p className="note">{t('episode.record.empty')}</p> : null}
      {latest.map(finding => (
        <FindingLine key={finding.id} finding={finding} mayVoid={mayRecord} />
      ))}
    </section>
  );
}

function FindingLine({ finding, mayVoid }: { finding: Finding; mayVoid: boolean }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation(api.findings.void.mutationOptions({ onSuccess: () => setAsking(false) }));
  return (
    <div className="finding-line">
      <span>{t(`episode.finding.${finding.code}`)}</span>
      <strong>{findingText(finding, t)}</strong>
      <span className="note" title={finding.note}>
        {t('episode.record.at', { time: wallClock(finding.observedAt), by: finding.recordedBy })}
      </span>
      {mayVoid && !isAsking ? (
        <button type="button" className="quiet-button" onClick={() => setAsking(true)}>
          {t('episode.record.void')}
        </button>
      ) : (
        <span />
      )}
      {isAsking ? (
        <VoidQuestion
          label={t('episode.record.voidReason')}
          action={t('episode.record.voidDo')}
          pending={remove.isPending}
          error={remove.error}
          onVoid={reason => remove.mutate({ id: finding.id, reason })}
          onCancel={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}

function RecordFindings({ episode, onDone }: { episode: Episode; onDone(): void }) {
  const { t } = useTranslation();
  const draft = useDraft<RecordDraft>(
    `findings:${episode.id}`,
    BLANK,
    body => RecordDraft.safeParse(body).data ?? null,
  );
  const record = useMutation(
    api.findings.record.mutationOptions({
      onSuccess: async () => {
        await draft.discard().catch(() => undefined);
        onDone();
      },
    }),
  );
  if (!draft.ready) return <ErrorNote error={draft.error} />;
  const { observedAt, note, findings } = draft.value;
  const entries = findingEntries(findings);
  const unreadable = unreadableFindings(findings);
  const missing = [
    ...(observedAt === null ? [t('episode.field.observedAt')] : []),
    ...(entries.length === 0 ? [t('episode.record.nothing')] : []),
    ...unreadable.map(code => t(`episode.finding.${code}`)),
  ];
  return (
    <div className="record-sheet" data-testid="record-findings">
      <div className="form-grid">
        <Field label={t('episode.field.observedAt')} required>
          <TimeField
            value={observedAt}
            onChange={at => draft.change(present => ({ ...present, observedAt: at }))}
            autoFocus
            testId="findings-time"
          />
        </Field>
        <div className="form-wide">
          <Field label={t('episode.field.note')}>
            <TextField value={note} onChange={text => draft.change(present => ({ ...present, note: text }))} />
          </Field>
        </div>
      </div>
      <FindingFields
        draft={findings}
        onChange={next => draft.change(present => ({ ...present, findings: { ...next } }))}
      />
      <PrimaryAction
        label={t('episode.record.save')}
        onRun={() => {
          if (observedAt !== null) record.mutate({ episodeId: episode.id, observedAt, note, findings: entries });
        }}
        pending={record.isPending}
        missing={missing}
        error={record.error}
        beside={
          <>
            <SavedMark savedAt={draft.savedAt} saving={draft.saving} error={draft.error} />
            <button type="button" className="quiet-button" onClick={onDone}>
              {t('episode.record.cancel')}
            </button>
          </>
        }
        testId="save-findings"
      />
    </div>
  );
}
