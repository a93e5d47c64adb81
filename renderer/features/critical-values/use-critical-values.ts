import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CriticalTable } from '../../../shared/records/critical-table.ts';
import { type CriticalValue, isStillCritical } from '../../../shared/records/critical-value.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import { api } from '../../app/api.ts';

const NONE: readonly CriticalValue[] = [];

interface CriticalValues {
  /** All, newest sample first, those that are critical no more among them. */
  readonly all: readonly CriticalValue[];
  /** By observation: what a cell or a key value is to be marked with. */
  readonly marks: ReadonlyMap<string, CriticalValue>;
  /** Nobody has acknowledged these. */
  readonly waiting: readonly CriticalValue[];
  readonly error: unknown;
}

/** The critical values of an episode; one answer shared by every page of the case. */
export function useCriticalValues(episode: Episode | null): CriticalValues {
  const list = useQuery(
    api.criticalValues.list.queryOptions({ input: { episodeId: episode?.id ?? '' }, enabled: episode !== null }),
  );
  const all = list.data ?? NONE;
  return useMemo(
    () => ({
      all,
      marks: new Map(
        all
          .filter(value => isStillCritical(value) || value.state === 'undecided')
          .map(value => [value.observationId, value]),
      ),
      waiting: all.filter(({ state }) => state === 'open'),
      error: list.error,
    }),
    [all, list.error],
  );
}

/** The table in force; null = none was ever signed, undefined = not yet known. */
export function useTableInForce(): CriticalTable | null | undefined {
  const { data } = useQuery(api.criticalValues.tables.queryOptions());
  return data === undefined ? undefined : (data[0] ?? null);
}
