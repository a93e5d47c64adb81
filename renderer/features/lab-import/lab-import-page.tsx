import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import type { LabImport } from '../../../shared/records/lab-import.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { api } from '../../app/api.ts';
import { toFailure } from '../../app/failure.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { usePatientCase } from '../patient/patient-case.ts';
import { FileSource } from './file-source.tsx';
import { takeHandedOver } from './handed-over-file.ts';
import { ImportPreviewView } from './import-preview-view.tsx';
import { InboxFiles } from './inbox-files.tsx';
import { PastImports } from './past-imports.tsx';
import { ReadingProgress } from './reading-progress.tsx';
import { type ReadingStage, useExportReading } from './use-export-reading.ts';
import '../../ui/forms.css';
import '../../ui/list-table.css';
import './lab-import.css';

/** Results from a laboratory's export: choose, look, tick, import, undo. */
export default function LabImportPage() {
  const { patient, episode } = usePatientCase();
  const roles = useSession(session => session.user?.roles);
  if (!episode || !may(roles, 'record')) return <Navigate to={`/patients/${patient.id}/labs`} replace />;
  return <LabImportOf key={episode.id} patient={patient} episode={episode} />;
}

function LabImportOf({ patient, episode }: { patient: Patient; episode: Episode }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { stage, takeFile, takeFromInbox, remap, compareAgain, leave } = useExportReading(episode.id);
  const [done, setDone] = useState<LabImport | null>(null);
  const take = (file: Blob, name: string) => {
    setDone(null);
    void takeFile(file, name);
  };
  const atStart = useRef(take);
  useEffect(() => {
    const file = takeHandedOver();
    if (file) atStart.current(file, file.name);
  }, []);

  return (
    <div className="page import" data-testid="lab-import-page">
      <div className="page-head">
        <h1>{t('labImport.title')}</h1>
        <Link to={`/patients/${patient.id}/labs`} data-testid="back-to-labs">
          {t('labImport.back')}
        </Link>
        {done ? (
          <span role="status" className="import-done" data-testid="import-done">
            {t('labImport.done', { added: done.added, corrected: done.corrected })}
          </span>
        ) : null}
      </div>
      {stage.kind === 'failed' ? <Failed stage={stage} onLeave={leave} /> : null}
      {stage.kind === 'choosing' || stage.kind === 'failed' ? (
        <>
          <FileSource onFile={take} />
          <div className="import-lists">
            <InboxFiles
              onTake={(sha256, name) => {
                setDone(null);
                void takeFromInbox(sha256, name);
              }}
            />
            <PastImports episode={episode} />
          </div>
        </>
      ) : null}
      {stage.kind === 'sending' || stage.kind === 'reading' ? <ReadingProgress stage={stage} onCancel={leave} /> : null}
      {stage.kind === 'preview' ? (
        <ImportPreviewView
          key={stage.id}
          id={stage.id}
          preview={stage.preview}
          isReading={stage.isReading}
          patient={patient}
          episode={episode}
          onMapping={mapping => void remap(mapping)}
          onStale={compareAgain}
          onDone={batch => {
            setDone(batch);
            leave();
            void queries.invalidateQueries({ queryKey: api.labImports.list.key() });
          }}
          onLeave={leave}
        />
      ) : null}
    </div>
  );
}

/** Why a file could not be read, in words; nothing of it was stored. */
function Failed({ stage, onLeave }: { stage: ReadingStage & { kind: 'failed' }; onLeave(): void }) {
  const { t } = useTranslation();
  const { code, fields } = toFailure(stage.error);
  const reason = fields[0];
  if (code !== 'export-unreadable' || !isReason(reason)) return <ErrorNote error={stage.error} onRetry={onLeave} />;
  return (
    <div className="error-note" role="alert" data-testid="import-unreadable" data-reason={reason}>
      <span className="error-note-mark" aria-hidden="true">
        !
      </span>
      <span>
        <strong>{t('labImport.unreadable', { name: stage.name, reason: t(`lis.unreadable.${reason}`) })}</strong>{' '}
        {t('labImport.nothingStored')}
      </span>
    </div>
  );
}

const REASONS = ['empty', 'too-large', 'old-excel', 'damaged', 'encoding', 'no-header-row'] as const;
const isReason = (reason: string | undefined): reason is (typeof REASONS)[number] =>
  REASONS.some(each => each === reason);
