import type { Instant } from '../../../shared/records/time.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

/**
 * Unfinished typing, kept for its user through lock, switch of user and crash. In the vault, since it may hold a
 * patient's data; neither versioned nor audited, since nobody has said it yet.
 */
export function createDrafts({ read, write, clock }: ServiceDependencies) {
  const deed = (action: string) => ({ action, subject: null, reason: null });
  return {
    get(actor: Actor, { key }: { key: string }): { body: unknown; savedAt: Instant } | null {
      const query = read.query.selectFrom('draft').selectAll().where('user_id', '=', actor.id).where('key', '=', key);
      const row = read.first(query);
      return row ? { body: JSON.parse(row.body_json), savedAt: row.saved_at } : null;
    },
    put(actor: Actor, { key, body }: { key: string; body: unknown }): { savedAt: Instant } {
      const savedAt = clock.now();
      write(actor, deed('drafts.put'), tx =>
        tx.bookkeeping.put('draft', {
          user_id: actor.id,
          key,
          body_json: JSON.stringify(body ?? null),
          saved_at: savedAt,
        }),
      );
      return { savedAt };
    },
    discard(actor: Actor, { key }: { key: string }): Record<never, never> {
      write(actor, deed('drafts.discard'), tx => tx.bookkeeping.remove('draft', { user_id: actor.id, key }));
      return {};
    },
  };
}
