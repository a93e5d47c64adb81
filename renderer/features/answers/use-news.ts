import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

/** What nobody has taken note of; events renew it, and a look each minute in case one was missed. */
export const useNews = (mayRead: boolean) =>
  useQuery({ ...api.answers.news.queryOptions(), enabled: mayRead, refetchInterval: 60_000 }).data;
