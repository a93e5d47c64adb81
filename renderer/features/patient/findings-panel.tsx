import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { CaseRecord } from '../../../shared/clinical/chosen-inputs.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import { FINDING_CODES, type Finding } from '../../../shared/records/finding.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { DraftNote } from '../../ui/draft-note.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { FindingDraft, findingEntries, openFindings } from './finding-draft.ts';
import { knownBody } from './finding-evidence.ts';
import { FindingFields } from './finding-fields.tsx';
import { FindingLine } from './finding-line.tsx';
import { latestFinding } from './patient-case.ts';
import './findings.css';

const RecordDraft = z.object({ observedAt: z.string().nullable(), note: z.string(), findings: FindingDraft });
type RecordDraft = z.infer<typeof RecordDraft>;
const BLANK: RecordDraft = { observedAt: null, note: '', findings: {} };

interface FindingsPanelProps {
  episode: Episode;
  /** The record that the findings belong to, voided rows included. */
  record: Omit<CaseRecord, 'findings'> & { readonly findings: readonly Finding[] };
  mayRecord: boolean;
  /** A new look is being written down. */
  isOpen: boolean;
  onOpen(isOpen: boolean): void;
}

/** The bedside as last seen, and a new look at it, written down where it is read. */
export function FindingsPanel({ episode, record, mayRecord, isOpen, onOpen }: FindingsPanelProps) {
  const { t } = useTranslation();
  const latest = FINDING_CODES.flatMap(code => latestFinding(record.findings, code) ?? []);
  return (
    <section data-testid="findings">
      <h2 className="panel-head">
        {t('patient.overview.findings')}
        {mayRecord && !isOpen ? (
          <Button size="small" onClick={() => onOpen(true)} data-testid="add-findings">
            {t('episode.record.add')}
          </Button>
        ) : null}
      </h2>
      {isOpen ? <RecordFindings episode={episode} record={record} onDone={() => onOpen(false)} /> : null}
      {latest.length === 0 && !isOpen ? <p className="note">{t('episode.record.empty')}</p> : null}
      <div className="finding-lines">
        {latest.map(finding => (
          <FindingLine key={finding.id} finding={finding} record={record} mayRecord={mayRecord} />
        ))}
      </div>
    </section>
  );
}

type RecordFindingsProps = Pick<FindingsPanelProps, 'episode' | 'record'> & { onDone(): void };

function RecordFindings({ episode, record, onDone }: RecordFindingsProps) {
  const { t } = useTranslation();
  const now = useNow();
  const draft = useDraft<RecordDraft>(
    `findings:${episode.id}`,
    BLANK,
    body => RecordDraft.safeParse(body).data ?? null,
  );
  const save = useMutation(
    api.findings.record.mutationOptions({
      onSuccess: async () => {
        await draft.discard().catch(() => undefined);
        onDone();
      },
    }),
  );
  if (!draft.ready) return <ErrorNote error={draft.error} />;
  const { observedAt, note, findings } = draft.value;
  const about = { record, at: observedAt ?? now };
  const entries = findingEntries(findings);
  const missing = [
    ...(observedAt === null ? [t('episode.field.observedAt')] : []),
    ...(entries.length === 0 ? [t('episode.record.nothing')] : []),
    ...openFindings(findings, knownBody(about)).map(code => t(`episode.finding.${code}`)),
  ];
  return (
    <div className="record-sheet" data-testid="record-findings">
      <DraftNote
        restored={draft.restored}
        savedAt={draft.savedAt}
        onDiscard={() => void draft.discard(BLANK).catch(() => undefined)}
      />
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
        onChange={next => draft.change(present => ({ ...present, findings: next }))}
        about={about}
      />
      <PrimaryAction
        label={t('episode.record.save')}
        onRun={() => {
          if (observedAt !== null) save.mutate({ episodeId: episode.id, observedAt, note, findings: entries });
        }}
        pending={save.isPending}
        missing={missing}
        error={save.error}
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
