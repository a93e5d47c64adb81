import { useTranslation } from 'react-i18next';
import type { WorkFilter } from '../../../shared/records/work-line.ts';

interface FilterBarProps {
  filters: readonly WorkFilter[];
  counts: ReadonlyMap<WorkFilter, number>;
  chosen: WorkFilter;
  onChoose(filter: WorkFilter): void;
}

/** One button a filter, each with how many lines it holds. */
export function FilterBar({ filters, counts, chosen, onChoose }: FilterBarProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="work-filters" aria-label={t('worklist.filters')}>
      {filters.map(filter => (
        <button
          key={filter}
          type="button"
          aria-pressed={filter === chosen}
          title={t(`worklist.filterHint.${filter}`)}
          onClick={() => onChoose(filter)}
          data-testid={`work-filter-${filter}`}
        >
          {t(`worklist.filter.${filter}`)} <span className="work-filter-count">{counts.get(filter) ?? 0}</span>
        </button>
      ))}
    </fieldset>
  );
}
