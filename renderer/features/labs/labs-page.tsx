import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { useDraft } from '../../app/use-draft.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { UnsignedNote } from '../critical-values/unsigned-note.tsx';
import { useCriticalValues } from '../critical-values/use-critical-values.ts';
import { useLabs, usePatientCase, useTreatments } from '../patient/patient-case.ts';
import { LabGrid } from './lab-grid.tsx';
import { sampleColumns } from './lab-table.ts';
import { blankPanel, isBlank, type PanelDraft, panelEntries, panelQuestions, restorePanel } from './panel-draft.ts';
import { PanelStrip } from './panel-strip.tsx';
import { itemName } from './value-wording.ts';
import '../../ui/forms.css';
import './labs.css';

const BLANK = blankPanel();
const TOLERANCE_MS = 5 * 60_000; // clocks differ by minutes; the services allow as much

/** All results of the episode, and a new panel beside them. */
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

function EpisodeLabs({ patient, episode }: { patient: Patient; episode: Episode }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const queryClient = useQueryClient();
  const mayRecord = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const labs = useLabs(episode);
  const treatments = useTreatments(episode);
  const critical = useCriticalValues(episode);
  const draft = useDraft<PanelDraft>(`labs:${episode.id}`, BLANK, restorePanel);
  const [isOpen, setOpen] = useState(false);
  const [saved, setSaved] = useState<{ count: number; at: string } | null>(null);
  const record = useMutation(
    api.labs.record.mutationOptions({
      onSuccess: async stored => {
        await queryClient.invalidateQueries({ queryKey: api.labs.list.key() }); // the column stands before "saved" is said
        const [first] = stored;
        if (first) setSaved({ count: stored.length, at: first.sampledAt });
        setOpen(false);
        draft.change(BLANK);
        await draft.discard().catch(() => undefined); // stored as results; an old draft would only ask again
      },
    }),
  );
  const observations = useMemo<readonly Observation[]>(() => labs.data ?? [], [labs.data]);
  const columns = useMemo(() => sampleColumns(observations), [observations]);
  const isEmpty = labs.data !== undefined && columns.length === 0;
  // An unfinished panel, or a patient without any result, shows the column without being asked.
  const isEntering = mayRecord && draft.ready && (isOpen || isEmpty || !isBlank(draft.value)) && saved === null;
  const open = () => {
    setSaved(null);
    setOpen(true);
  };
  useShortcuts(mayRecord ? [{ keys: 'n', label: t('labs.newPanel'), run: open }] : []);
  useEffect(() => {
    const harmless = (event: KeyboardEvent) => {
      if (event.key === 's' && (event.ctrlKey || event.metaKey)) event.preventDefault(); // drafts save themselves
    };
    window.addEventListener('keydown', harmless);
    return () => window.removeEventListener('keydown', harmless);
  }, []);

  const questions = panelQuestions(draft.value, {
    hasJaundice: episode.acutePresentation.includes('jaundice'),
    earlier: code =>
      columns.flatMap(({ sampledAt, values }) => {
        const value = values.get(code)?.valueSi;
        return value === null || value === undefined ? [] : [{ at: sampledAt, value }];
      }),
  });
  const names = (codes: LabCode[]) => codes.map(code => itemName(labItem(code), i18n.language)).join(t('ui.listComma'));
  const unreadable = [...questions].flatMap(([code, asked]) => (asked.some(q => q.id === 'unreadable') ? [code] : []));
  const unconfirmed = [...questions].flatMap(([code, asked]) =>
    asked.some(q => q.isBlocking && q.id !== 'unreadable') ? [code] : [],
  );
  const entries = panelEntries(draft.value);
  const { sampledAt, timeSource, laboratory } = draft.value;
  const isFuture = sampledAt !== null && Date.parse(sampledAt) > Date.parse(now) + TOLERANCE_MS;
  const missing = [
    ...(sampledAt === null ? [t('labs.need.sampledAt')] : []),
    ...(isFuture ? [t('labs.need.future')] : []),
    ...(entries.length === 0 && unreadable.length === 0 ? [t('labs.need.entries')] : []),
    ...(unreadable.length > 0 ? [t('labs.need.unreadable', { items: names(unreadable) })] : []),
    ...(unconfirmed.length > 0 ? [t('labs.need.unconfirmed', { items: names(unconfirmed) })] : []),
  ];
  const save = () => {
    if (sampledAt !== null) record.mutate({ episodeId: episode.id, sampledAt, timeSource, laboratory, entries });
  };

  return (
    <div className="page labs" data-testid="labs-page">
      <div className="page-head">
        <h1>{t('labs.title')}</h1>
        {isEntering ? (
          <PanelStrip
            draft={draft.value}
            onChange={draft.change}
            restoredAt={draft.restored && !isBlank(draft.value) ? draft.savedAt : null}
          />
        ) : null}
        {saved ? (
          <span className="note" role="status" data-testid="panel-saved">
            {t('labs.saved', { count: saved.count, time: wallClock(saved.at) })}
          </span>
        ) : null}
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
        treatments={treatments.data ?? []}
        draft={isEntering ? draft.value : null}
        questions={questions}
        onDraft={draft.change}
        mayRecord={mayRecord}
      />
      {isEntering ? (
        <PrimaryAction
          label={t('labs.save')}
          onRun={save}
          pending={record.isPending}
          missing={missing}
          error={record.error}
          beside={
            <>
              <SavedMark savedAt={draft.savedAt} saving={draft.saving} error={draft.error} />
              <DiscardDraft
                onDiscard={async () => {
                  setOpen(false);
                  draft.change(BLANK);
                  await draft.discard().catch(() => undefined);
                }}
              />
            </>
          }
          testId="save-panel"
        />
      ) : (
        <p className="note labs-source">
          {t('labs.rangeSource')} <UnsignedNote />
        </p>
      )}
    </div>
  );
}

/** Asked twice, because what was typed goes. */
function DiscardDraft({ onDiscard }: { onDiscard(): Promise<void> }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <button type="button" className="quiet-button" onClick={() => setAsking(true)}>
        {t('labs.discard')}
      </button>
    );
  }
  return (
    <span role="alertdialog" aria-label={t('labs.discardAsk')}>
      {t('labs.discardAsk')}{' '}
      <button type="button" className="quiet-button" onClick={() => void onDiscard()}>
        {t('labs.discardDo')}
      </button>
      <button type="button" className="quiet-button" onClick={() => setAsking(false)}>
        {t('ui.cancel')}
      </button>
    </span>
  );
}
