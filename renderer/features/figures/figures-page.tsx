import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { csvText } from '../../../shared/records/csv-text.ts';
import type { MonthFigures } from '../../../shared/records/figures.ts';
import { api } from '../../app/api.ts';
import { Choice } from '../../ui/choice.tsx';
import { durationText } from '../../ui/duration-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { PERIODS, periodOf } from './period.ts';
import '../../ui/list-table.css';
import './figures.css';

const COLUMNS = ['month', 'courses', 'toEightComplete', 'toAnswer', 'toWard', 'within48h', 'misses'] as const;

/** How fast patients reach the ward, by month; no names, here or in the file. */
export default function FiguresPage() {
  const { t } = useTranslation();
  const [months, setMonths] = useState<(typeof PERIODS)[number]>(12);
  const period = useMemo(() => periodOf(months, new Date().toISOString()), [months]);
  const list = useQuery(api.figures.monthly.queryOptions({ input: period }));
  const save = useMutation(
    api.figures.export.mutationOptions({
      onSuccess: courses => {
        const head = (['month', 'toEightComplete', 'toAnswer', 'toWard', 'outcome'] as const).map(key =>
          t(`figures.file.${key}`),
        );
        const rows = courses.map(each => [
          each.month,
          each.toEightComplete,
          each.toAnswer,
          each.toWard,
          t(`figures.outcome.${each.outcome}`),
        ]);
        saveFile(csvText([head, ...rows]), 'text/csv', `ganqiao-${period.from}-${period.to}.csv`);
      },
    }),
  );
  return (
    <div className="page figures">
      <div className="page-head">
        <h1>{t('figures.title')}</h1>
        <fieldset className="field" aria-label={t('figures.period')}>
          <Choice
            value={String(months)}
            options={PERIODS.map(each => ({ value: String(each), label: t('figures.months', { months: each }) }))}
            onChange={value => setMonths(PERIODS.find(each => String(each) === value) ?? 12)}
          />
        </fieldset>
        <Button loading={save.isPending} onClick={() => save.mutate(period)} data-testid="figures-export">
          {t('figures.export')}
        </Button>
      </div>
      <p className="note">{t('figures.explain')}</p>
      <ErrorNote error={list.error ?? save.error} onRetry={() => void list.refetch()} />
      {list.data?.length === 0 ? (
        <EmptyState title={t('figures.empty')}>
          <p>{t('figures.emptyHint')}</p>
        </EmptyState>
      ) : null}
      {list.data && list.data.length > 0 ? (
        <table className="list-table" data-testid="figures">
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} scope="col" className={`figures-${column}`}>
                  {t(`figures.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.data.map(month => (
              <MonthRow key={month.month} figures={month} />
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}

function MonthRow({ figures }: { figures: MonthFigures }) {
  const { t } = useTranslation();
  const { month, courses, counted, within48h, misses } = figures;
  const time = (minutes: number | null) => (minutes === null ? t('figures.none') : durationText(minutes * 60_000, t));
  const missed = misses.map(({ outcome, courses: count }) =>
    t('figures.miss', { outcome: t(`figures.outcome.${outcome}`), count }),
  );
  return (
    <tr>
      <th scope="row">{month}</th>
      <td>{courses}</td>
      <td>{time(figures.medianToEightComplete)}</td>
      <td>{time(figures.medianToAnswer)}</td>
      <td>{time(figures.medianToWard)}</td>
      <td>
        {counted === 0
          ? t('figures.none')
          : t('figures.share', { percent: Math.round((within48h / counted) * 100), within: within48h, counted })}
      </td>
      <td>{missed.length === 0 ? t('figures.none') : missed.join(t('figures.and'))}</td>
    </tr>
  );
}
