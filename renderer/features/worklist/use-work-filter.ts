import { useState } from 'react';
import { WORK_FILTERS, type WorkFilter } from '../../../shared/records/work-line.ts';

const FILTER_KEY = 'ganqiao.work-filter';

const isFilter = (value: string | null): value is WorkFilter => WORK_FILTERS.some(filter => filter === value);

/** The filter of the work list, remembered on this computer; one that this user does not have falls back to all. */
export function useWorkFilter(filters: readonly WorkFilter[]) {
  const [stored, setStored] = useState(() => localStorage.getItem(FILTER_KEY));
  const filter = isFilter(stored) && filters.includes(stored) ? stored : 'all';
  return {
    filter,
    choose(next: WorkFilter) {
      localStorage.setItem(FILTER_KEY, next);
      setStored(next);
    },
  };
}
