import { type ManagementItemId, managementItem, managementItemIds } from '../../../shared/clinical/management.ts';
import { managementDue } from '../../../shared/clinical/management-due.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { ManagementLine, ManagementList } from '../../../shared/records/management-list.ts';
import type { ManagementItemRow } from '../database/rows/episode-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

export interface ManagementDependencies extends ServiceDependencies {
  episode: (id: string) => Episode;
  /** Newest anchor first. */
  assessments: (episodeId: string) => Assessment[];
}

interface OfItem {
  episodeId: string;
  item: ManagementItemId;
  version: number;
}

/** The checklist of management by organ failures: what is due, what was done, when and by whom. */
export function createManagement({ read, write, ids, episode, assessments }: ManagementDependencies) {
  const rows = (episodeId: string): ManagementItemRow[] =>
    read.all(read.query.selectFrom('management_item').selectAll().where('episode_id', '=', episodeId));

  function list(episodeId: string): ManagementList {
    const { failures, due } = managementDue(assessments(episodeId));
    const stored = new Map(rows(episodeId).map(row => [row.item, row]));
    const lines = managementItemIds
      .filter(id => due.includes(id) || stored.has(id))
      .map(id => lineOf(id, due.includes(id), stored.get(id)));
    return { failures, lines };
  }

  function change(
    actor: Actor,
    deed: string,
    reason: string | null,
    { episodeId, item, version }: OfItem,
    marks: (at: string) => Marks,
  ) {
    const of = episode(episodeId);
    write(actor, { action: deed, subject: of.patientId, reason }, (tx: Transaction) => {
      const present = rows(of.id).find(row => row.item === item);
      const fields = marks(tx.at);
      if (present) tx.update('management_item', present.id, version, fields);
      else if (version !== 0 || fields.done_at === null) throw new AppError('not-found');
      else
        tx.insert('management_item', {
          id: ids.uuid(),
          patient_id: of.patientId,
          episode_id: of.id,
          item,
          ...BLANK,
          ...fields,
        });
      tx.announce({ type: 'patient.changed', patientId: of.patientId });
    });
    return list(of.id);
  }

  return {
    list,
    /** @throws AppError stale-version */
    tick: (actor: Actor, input: OfItem): ManagementList =>
      change(actor, 'management.tick', null, input, at => ({ done_at: at, done_by: actor.name })),
    /** @throws AppError not-found | stale-version */
    untick: (actor: Actor, { reason, ...input }: OfItem & { reason: string }): ManagementList =>
      change(actor, 'management.untick', reason, input, at => ({
        ...{ done_at: null, done_by: null },
        ...{ undone_at: at, undone_by: actor.name, undone_reason: reason },
      })),
  };
}

type Marks = Partial<Omit<ManagementItemRow, 'id' | 'version' | 'patient_id' | 'episode_id' | 'item'>>;

const BLANK = { done_at: null, done_by: null, undone_at: null, undone_by: null, undone_reason: null };

function lineOf(item: ManagementItemId, isDue: boolean, row: ManagementItemRow | undefined): ManagementLine {
  const { rule, source } = managementItem(item);
  const {
    done_at: at = null,
    done_by: by = null,
    undone_at = null,
    undone_by = null,
    undone_reason = null,
  } = row ?? {};
  return {
    item,
    rule,
    source,
    isDue,
    done: at === null || by === null ? null : { at, by },
    undone:
      undone_at === null || undone_by === null ? null : { at: undone_at, by: undone_by, reason: undone_reason ?? '' },
    version: row?.version ?? 0,
  };
}
