import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Episode } from '../../../shared/records/episode.ts';
import type { ImportPreview, ImportRow, LabImport } from '../../../shared/records/lab-import.ts';
import type { ExportMapping } from '../../../shared/records/lab-profile.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { api } from '../../app/api.ts';
import { toFailure } from '../../app/failure.ts';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useLabs } from '../patient/patient-case.ts';
import { ExportFacts } from './export-facts.tsx';
import { earlierValues, firstTicks, isBlocking, isTickable, rowQuestions } from './import-choices.ts';
import { ImportRows } from './import-rows.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { PatientCheck, PatientLine } from './patient-check.tsx';

interface ImportPreviewViewProps {
  id: string;
  preview: ImportPreview;
  isReading: boolean;
  patient: Patient;
  episode: Episode;
  onMapping(mapping: ExportMapping): void;
  onStale(): Promise<void>;
  onDone(batch: LabImport): void;
  onLeave(): void;
}

const FILTERS = ['all', 'ticked', 'ask', 'skipped'] as const;
type Filter = (typeof FILTERS)[number];

/** Everything that the file says of this patient, and what would become of it. Nothing is stored before the button. */
export function ImportPreviewView(props: ImportPreviewViewProps) {
  const { id, preview, isReading, patient, episode, onMapping, onStale, onDone, onLeave } = props;
  const { t } = useTranslation();
  const labs = useLabs(episode);
  const [ticked, setTicked] = useState(() => firstTicks(preview.rows));
  const [kept, setKept] = useState<ReadonlySet<number>>(new Set());
  const [filter, setFilter] = useState<Filter>('all');
  const [laboratory, setLaboratory] = useState(preview.laboratory);
  const [isMapping, setMapping] = useState(preview.problem === 'no-header-row');
  const [isStale, setStale] = useState(false);
  const [compared, setCompared] = useState(preview);
  if (compared !== preview) {
    // read or compared anew: what was ticked belonged to the rows before
    setCompared(preview);
    setTicked(firstTicks(preview.rows));
    setKept(new Set());
  }

  const asked = useMemo(
    () =>
      rowQuestions(preview.rows, {
        hasJaundice: episode.acutePresentation.includes('jaundice'),
        earlier: earlierValues(labs.data ?? []),
      }),
    [preview.rows, episode.acutePresentation, labs.data],
  );
  const open = new Map([...asked].filter(([row]) => !kept.has(row)));
  const chosen = preview.rows.filter(({ row }) => ticked.has(row));
  const unanswered = chosen.filter(({ row }) => isBlocking(open.get(row)));
  const belongs: Record<Filter, (row: ImportRow) => boolean> = {
    all: () => true,
    ticked: ({ row }) => ticked.has(row),
    ask: row =>
      isTickable(row) && (isBlocking(open.get(row.row)) || row.effect === 'differs' || row.effect === 'voided'),
    skipped: row => !isTickable(row),
  };

  const commit = useMutation(
    api.labImports.commit.mutationOptions({
      onSuccess: onDone,
      onError: error => {
        if (toFailure(error).code !== 'stale-version') return;
        setStale(true);
        void onStale();
      },
    }),
  );
  const run = () =>
    commit.mutate({
      id,
      laboratory,
      rows: chosen.map(({ row, effect }) => ({ row, effect, confirmed: kept.has(row) })),
    });
  const tick = (row: ImportRow, isOn: boolean) => {
    const next = new Set(ticked);
    if (isOn) next.add(row.row);
    else next.delete(row.row);
    setTicked(next);
  };
  const shown = preview.rows.filter(belongs[filter]);
  const hasRows = preview.problem === null;
  const another = (
    <Button onClick={onLeave} data-testid="import-another">
      {t('labImport.another')}
    </Button>
  );
  const mayMap = preview.format !== 'hl7' || preview.unitless.length > 0;

  return (
    <>
      <ExportFacts
        preview={preview}
        onHeader={
          preview.problem === 'no-header-row' ? line => onMapping({ ...preview.mapping, headerLine: line }) : undefined
        }
      >
        {preview.problem === null ? <PatientLine preview={preview} /> : null}
      </ExportFacts>
      {preview.problem !== null ? (
        <p className="import-stop" role="alert" data-testid="import-stop" data-problem={preview.problem}>
          {preview.problem === 'no-header-row' && preview.header
            ? t('labImport.needColumns')
            : t(`labImport.problem.${preview.problem}`)}
        </p>
      ) : null}
      {preview.problem === 'wrong-patient' ? <PatientCheck preview={preview} patient={patient} /> : null}
      {isMapping && mayMap ? (
        <MappingEditor preview={preview} laboratory={laboratory} isReading={isReading} onMapping={onMapping} />
      ) : null}
      <div className="import-tools">
        {hasRows ? (
          <fieldset className="import-filter" aria-label={t('labImport.filter.label')}>
            {FILTERS.map(each => (
              <button
                key={each}
                type="button"
                aria-pressed={filter === each}
                className={filter === each ? 'quiet-button import-filter-on' : 'quiet-button'}
                onClick={() => setFilter(each)}
                data-testid={`filter-${each}`}
              >
                {t(`labImport.filter.${each}`)} {preview.rows.filter(belongs[each]).length}
              </button>
            ))}
          </fieldset>
        ) : null}
        {hasRows ? (
          <>
            <button
              type="button"
              className="quiet-button"
              onClick={() => setTicked(new Set(preview.rows.filter(isTickable).map(({ row }) => row)))}
              data-testid="tick-all"
            >
              {t('labImport.tickAll')}
            </button>
            <button type="button" className="quiet-button" onClick={() => setTicked(new Set())} data-testid="tick-none">
              {t('labImport.tickNone')}
            </button>
          </>
        ) : null}
        {mayMap ? (
          <button
            type="button"
            className="quiet-button"
            aria-expanded={isMapping}
            onClick={() => setMapping(!isMapping)}
            data-testid="open-mapping"
          >
            {t(isMapping ? 'labImport.mapping.close' : 'labImport.mapping.open')}
            {preview.unitless.length > 0 && !isMapping ? ` (${preview.unitless.length})` : ''}
          </button>
        ) : null}
        {preview.more > 0 ? <span role="alert">{t('labImport.more', { count: preview.more })}</span> : null}
      </div>
      {hasRows ? (
        <ImportRows
          rows={shown}
          ticked={ticked}
          onTick={tick}
          questions={open}
          onKeep={({ row }) => setKept(new Set([...kept, row]))}
        />
      ) : null}
      {hasRows ? (
        <PrimaryAction
          label={t('labImport.do', { count: chosen.length })}
          onRun={run}
          pending={commit.isPending || isReading}
          missing={[
            ...(chosen.length === 0 ? [t('labImport.need.ticks')] : []),
            ...(unanswered.length > 0 ? [t('labImport.need.ask', { count: unanswered.length })] : []),
          ]}
          error={isStale ? null : commit.error}
          beside={
            <>
              {isStale ? (
                <span role="alert" data-testid="import-stale">
                  {t('labImport.changed')}
                </span>
              ) : null}
              <span className="note" data-testid="skipped-count">
                {t('labImport.skippedCount', { count: preview.rows.length - chosen.length })}
              </span>
              <TextField
                value={laboratory}
                onChange={setLaboratory}
                width={18}
                placeholder={t('labImport.laboratory')}
                aria-label={t('labImport.laboratory')}
                testId="import-laboratory"
              />
              {another}
            </>
          }
          testId="import-run"
        />
      ) : (
        <div className="primary-action">{another}</div>
      )}
    </>
  );
}
