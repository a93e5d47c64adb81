import { sql } from 'kysely';

/** Conditions in the very words of the partial indexes of 0170-outbox-indexes: in others they are not used. */
export const IS_OPEN = sql<boolean>`state IN ('pending', 'inflight')`;
export const IS_UNSETTLED = sql<boolean>`state IN ('pending', 'inflight', 'blocked', 'dead')`;
export const IS_TROUBLED = sql<boolean>`state = 'pending' AND error_class IS NOT NULL`;
