import { sql } from 'kysely';

/** Conditions in the very words of the partial indexes (0150, 0170, 0180): in others they are not used. */
export const IS_OPEN = sql<boolean>`state IN ('pending', 'inflight')`;
export const IS_STUCK = sql<boolean>`state IN ('blocked', 'dead')`;
/** What is not settled, in two questions: each has its index. */
export const UNSETTLED = [IS_OPEN, IS_STUCK] as const;
export const IS_TROUBLED = sql<boolean>`state = 'pending' AND error_class IS NOT NULL`;
