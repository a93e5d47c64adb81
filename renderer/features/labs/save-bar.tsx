import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import type { DraftKeeper } from '../../app/draft-keeper.ts';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { GridDraft } from './grid-draft.ts';
import { type GridLacks, gridLacks } from './grid-lacks.ts';
import type { GridQuestions } from './grid-questions.ts';
import type { GridStore } from './grid-store.ts';
import { useGrid } from './use-grid-draft.ts';
import { itemName } from './value-wording.ts';

interface SaveBarProps {
  store: GridStore;
  keeper: DraftKeeper<GridDraft>;
  questions: GridQuestions;
  pending: boolean;
  error: unknown;
  /** What the last step back or forward was. */
  notice: string;
  onSave(): void;
  onDiscard(): void;
}

/** The draft's state, what is still missing, and the one button. */
export function SaveBar({ store, keeper, questions, pending, error, notice, onSave, onDiscard }: SaveBarProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const status = useSyncExternalStore(keeper.subscribe, keeper.status);
  // As text, so that a keystroke that changes nothing of it draws nothing.
  const lacks: GridLacks = JSON.parse(useGrid(store, grid => JSON.stringify(gridLacks(grid, questions, now))));
  const names = (codes: readonly LabCode[]) =>
    codes.map(code => itemName(labItem(code), i18n.language)).join(t('ui.listComma'));
  const missing = [
    ...(lacks.hasNoTime ? [t('labs.need.sampledAt')] : []),
    ...(lacks.isInFuture ? [t('labs.need.future')] : []),
    ...(lacks.isEmpty ? [t('labs.need.entries')] : []),
    ...(lacks.isLaboratoryTooLong ? [t('labs.need.laboratory')] : []),
    ...(lacks.unreadable.length > 0 ? [t('labs.need.unreadable', { items: names(lacks.unreadable) })] : []),
    ...(lacks.unconfirmed.length > 0 ? [t('labs.need.unconfirmed', { items: names(lacks.unconfirmed) })] : []),
  ];
  return (
    <PrimaryAction
      label={t('labs.save')}
      onRun={onSave}
      pending={pending}
      missing={missing}
      error={error}
      beside={
        <>
          <span className="note" role="status" data-testid="undo-notice">
            {notice}
          </span>
          <SavedMark {...status} />
          <DiscardDraft onDiscard={onDiscard} />
        </>
      }
      testId="save-panel"
    />
  );
}

/** Asked twice, because what was typed goes. */
function DiscardDraft({ onDiscard }: { onDiscard(): void }) {
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
      <button type="button" className="quiet-button" onClick={onDiscard}>
        {t('labs.discardDo')}
      </button>
      <button type="button" className="quiet-button" onClick={() => setAsking(false)}>
        {t('ui.cancel')}
      </button>
    </span>
  );
}
