import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import { LAB_CODES, type LabCode, type Observation } from '../../../shared/records/observation.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { isComposing } from '../../ui/composing.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { UnsignedNote } from '../critical-values/unsigned-note.tsx';
import { useCriticalValues } from '../critical-values/use-critical-values.ts';
import { ImportLink } from '../lab-import/import-link.tsx';
import { useLabs, usePatientCase, useTreatments } from '../patient/patient-case.ts';
import { addColumn, blankGrid, type GridDraft, isBlankGrid } from './grid-draft.ts';
import { gridPanels } from './grid-lacks.ts';
import { createGridQuestions } from './grid-questions.ts';
import type { GridStore } from './grid-store.ts';
import { LabGrid } from './lab-grid.tsx';
import { sampleColumns } from './lab-table.ts';
import { PanelStrip } from './panel-strip.tsx';
import { SaveBar } from './save-bar.tsx';
import type { Step } from './undo-history.ts';
import { useGrid, useGridDraft } from './use-grid-draft.ts';
import { itemName } from './value-wording.ts';
import { VoidedValues } from './voided-values.tsx';
import '../../ui/forms.css';
import './labs.css';

const NO_VALUES: readonly Observation[] = [];
const NO_TREATMENTS: readonly Treatment[] = [];

/** All results of the episode, and new samples beside them. */
export default function LabsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { patient, episode } = usePatientCase();
  if (episode) return <EpisodeLabs key={episode.id} patient={patient} episode={episode} />;
  return (
    <div className="page" data-testid="labs-page">
      <EmptyState title={t('patient.overview.noEpisode')}>
        <Button type="primary" onClick={() => void navigate(`/patients/${patient.id}/episode`)}>
          {t('patient.overview.newEpisode')}
        </Button>
      </EmptyState>
    </div>
  );
}

/** Its time is asked for first. */
const anotherColumn = (store: GridStore): void =>
  store.change('batch', 'column', grid => ({ ...addColumn(grid).grid, at: null }));

function EpisodeLabs({ patient, episode }: { patient: Patient; episode: Episode }) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const mayRecord = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const labs = useLabs(episode);
  const treatments = useTreatments(episode);
  const critical = useCriticalValues(episode);
  const { store, keeper, ready, restoredAt } = useGridDraft(`labs:${episode.id}`);
  const hasDraft = useGrid(store, grid => !isBlankGrid(grid));
  const [isOpen, setOpen] = useState(false);
  const [saved, setSaved] = useState<{ count: number; times: string[] } | null>(null);
  const [notice, setNotice] = useState('');
  const record = useMutation(
    api.labs.recordPanels.mutationOptions({
      onSuccess: async stored => {
        await queryClient.invalidateQueries({ queryKey: api.labs.list.key() }); // the column stands before "saved" is said
        const times = [...new Set(stored.map(value => wallClock(value.sampledAt)))];
        setSaved({ count: stored.length, times });
        await forget(); // stored as results; an old draft would only ask again
      },
    }),
  );
  const forget = async () => {
    setOpen(false);
    setNotice('');
    store.reset(blankGrid());
    await keeper.discard().catch(() => undefined);
  };
  const observations = labs.data ?? NO_VALUES;
  const columns = useMemo(() => sampleColumns(observations), [observations]);
  const questions = useMemo(
    () =>
      createGridQuestions({
        hasJaundice: episode.acutePresentation.includes('jaundice'),
        earlier: code =>
          columns.flatMap(({ sampledAt, values }) => {
            const value = values.get(code)?.valueSi;
            return value === null || value === undefined ? [] : [{ at: sampledAt, value }];
          }),
      }),
    [columns, episode.acutePresentation],
  );
  const isEmpty = labs.data !== undefined && columns.length === 0;
  // An unfinished panel, or a patient without any result, shows the column without being asked.
  const isEntering = mayRecord && ready && (isOpen || isEmpty || hasDraft) && saved === null;
  const open = () => {
    setSaved(null);
    setOpen(true);
  };
  useShortcuts(mayRecord ? [{ keys: 'n', label: t('labs.newPanel'), run: open }] : []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isComposing(event)) return;
      if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault(); // drafts save themselves, a second earlier now
        void keeper.save();
      } else if (event.altKey && event.code === 'KeyN' && isEntering) {
        event.preventDefault();
        anotherColumn(store);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [keeper, store, isEntering]);
  const say = ({ kind, key }: Step<GridDraft>, way: 'undo' | 'redo') => {
    const code = LAB_CODES.find(each => each === (kind === 'row' ? key : key.split(':')[1]));
    const what: string = code ? name(code) : t(`labs.step.${kind === 'cell' ? 'sample' : 'batch'}`);
    setNotice(t(`labs.${way}`, { what }));
  };
  const name = (code: LabCode) => itemName(labItem(code), i18n.language);

  return (
    <div className="page labs" data-testid="labs-page">
      <div className="page-head">
        <h1>{t('labs.title')}</h1>
        {isEntering ? (
          <PanelStrip store={store} restoredAt={restoredAt} onAddColumn={() => anotherColumn(store)} />
        ) : null}
        {saved ? (
          <span className="note" role="status" data-testid="panel-saved">
            {t('labs.saved', { count: saved.count, time: saved.times.join(t('ui.listComma')) })}
          </span>
        ) : null}
        {mayRecord ? <ImportLink patientId={patient.id} /> : null}
        {mayRecord && !isEntering ? (
          <Button type="primary" className="labs-new" onClick={open} data-testid="new-panel">
            {t('labs.newPanelKey')}
          </Button>
        ) : null}
      </div>
      <ErrorNote error={labs.error} onRetry={() => void labs.refetch()} />
      <LabGrid
        critical={critical.marks}
        patient={patient}
        columns={columns}
        treatments={treatments.data ?? NO_TREATMENTS}
        store={store}
        questions={questions}
        isEntering={isEntering}
        isRestored={isEntering && restoredAt !== null}
        mayRecord={mayRecord}
        onUndone={say}
      />
      {isEntering ? (
        <SaveBar
          store={store}
          keeper={keeper}
          questions={questions}
          pending={record.isPending}
          error={record.error}
          notice={notice}
          onSave={() => record.mutate({ panels: gridPanels(store.present(), episode.id) })}
          onDiscard={() => void forget()}
        />
      ) : (
        <p className="note labs-source">
          {t('labs.rangeSource')} <UnsignedNote /> <VoidedValues observations={observations} />
        </p>
      )}
    </div>
  );
}
