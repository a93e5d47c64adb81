import { useQuery } from '@tanstack/react-query';
import type { Episode } from '../../../shared/records/episode.ts';
import { api } from '../../app/api.ts';

/** Stamps, responsible physician and end of an episode's course. */
export const usePathway = (episode: Episode | null) =>
  useQuery(api.pathway.get.queryOptions({ input: { episodeId: episode?.id ?? '' }, enabled: episode !== null }));
