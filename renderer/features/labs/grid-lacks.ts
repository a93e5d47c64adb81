import type { LabCode, LabPanel } from '../../../shared/records/observation.ts';
import type { Instant } from '../../../shared/records/time.ts';
import type { GridDraft } from './grid-draft.ts';
import type { GridQuestions } from './grid-questions.ts';
import { isBlank, isUnreadable, type PanelDraft, panelEntries } from './panel-draft.ts';

const TOLERANCE_MS = 5 * 60_000; // clocks differ by minutes; the services allow as much
const LABORATORY_LENGTH = 60;

/** What keeps the new columns from being saved. */
export interface GridLacks {
  readonly hasNoTime: boolean;
  readonly isInFuture: boolean;
  readonly isEmpty: boolean;
  readonly isLaboratoryTooLong: boolean;
  readonly unreadable: readonly LabCode[];
  readonly unconfirmed: readonly LabCode[];
}

/** Columns with something in them; a blank one beside them is not asked about. */
const filled = ({ columns }: GridDraft): readonly PanelDraft[] => {
  const some = columns.filter(column => !isBlank(column));
  return some.length > 0 ? some : columns;
};

export function gridLacks(grid: GridDraft, questions: GridQuestions, now: Instant): GridLacks {
  const columns = filled(grid);
  const codes = (isAsked: (asked: ReturnType<GridQuestions['all']>[number]) => boolean): LabCode[] => [
    ...new Set(questions.all(grid).flatMap(each => (isAsked(each) ? [each.place.code] : []))),
  ];
  const unreadable = codes(({ asked }) => asked.some(isUnreadable));
  return {
    hasNoTime: columns.some(({ sampledAt }) => sampledAt === null),
    isInFuture: columns.some(
      ({ sampledAt }) => sampledAt !== null && Date.parse(sampledAt) > Date.parse(now) + TOLERANCE_MS,
    ),
    isEmpty: unreadable.length === 0 && columns.some(column => panelEntries(column).length === 0),
    isLaboratoryTooLong: columns.some(({ laboratory }) => laboratory.length > LABORATORY_LENGTH),
    unreadable,
    unconfirmed: codes(({ asked }) => asked.some(question => question.isBlocking && !isUnreadable(question))),
  };
}

/** The samples to store; call it when nothing is lacking. */
export const gridPanels = (grid: GridDraft, episodeId: string): LabPanel[] =>
  filled(grid).flatMap(column => {
    const { sampledAt, timeSource, laboratory } = column;
    const entries = panelEntries(column);
    return sampledAt === null || entries.length === 0
      ? []
      : [{ episodeId, sampledAt, timeSource, laboratory, entries }];
  });
