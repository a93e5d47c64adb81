import { useQuery } from '@tanstack/react-query';
import { useNews } from '../features/answers/use-news.ts';
import { api } from './api.ts';
import { useCountInTitle } from './count-in-title.ts';

/** Clocks run out without any event. */
const EVERY_MS = 30_000;
/** While lines are still being worked out. */
const PENDING_MS = 3000;

/** How many people are overdue or have a critical value that nobody has acknowledged. */
export const useBadge = (mayRead: boolean) =>
  useQuery({
    ...api.worklist.badge.queryOptions(),
    enabled: mayRead,
    refetchInterval: ({ state }) => (state.data && state.data.pending > 0 ? PENDING_MS : EVERY_MS),
  }).data;

/**
 * `(3) 肝桥` on the window and in the task bar, while somebody is signed in: a number, never a name. Counts who is
 * overdue or has a critical value, and the referrals of which there is something new.
 */
export function useTitleBadge(mayRead: boolean, mayReadClinical: boolean): void {
  const badge = useBadge(mayRead);
  const news = useNews(mayReadClinical)?.length ?? 0;
  useCountInTitle((badge?.people ?? 0) + news, badge && badge.pending > 0 ? '+' : '');
}
