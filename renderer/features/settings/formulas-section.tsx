import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import type { FormulaChecks } from '../../../shared/contract/formulas.ts';
import { languageOf } from '../../../shared/i18n/i18n.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';

/** Whether the formulas of this very program still give the published answers; a row a score. */
export function FormulasSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const status = useQuery(api.formulas.status.queryOptions());
  const check = useMutation(
    api.formulas.check.mutationOptions({
      onSuccess: checks => queries.setQueryData(api.formulas.status.queryKey(), checks),
    }),
  );
  return (
    <>
      <p className="note">
        {t('settings.formulas.why')} <Link to="/handbook">{t('scores.handbook')}</Link>
      </p>
      <ErrorNote error={status.error} onRetry={() => void status.refetch()} />
      <ErrorNote error={check.error} />
      <div>
        <Button
          type="primary"
          loading={check.isPending}
          onClick={() => check.mutate(undefined)}
          data-testid="formulas-check"
        >
          {t('settings.formulas.check')}
        </Button>
      </div>
      {status.data ? <Checks checks={status.data} /> : null}
    </>
  );
}

const COLUMNS = ['score', 'cases', 'result'] as const;

function Checks({ checks }: { checks: FormulaChecks }) {
  const { t, i18n } = useTranslation();
  const { passed, total, engineVersion, softwareVersion, checkedAt, scores } = checks;
  const failed = scores.filter(({ failures }) => failures.length > 0);
  return (
    <>
      <p
        className={failed.length > 0 ? 'settings-loud' : 'settings-good'}
        role={failed.length > 0 ? 'alert' : 'status'}
        data-testid="formulas-result"
      >
        {failed.length > 0 ? '✕' : '✓'} {t('clinical.selfCheck.passed', { passed, total, version: engineVersion })}
        {failed.length > 0 ? ` ${t('settings.formulas.failedNext')}` : ''}{' '}
        <span className="note">
          {t('settings.formulas.when', { time: wallClock(checkedAt), version: softwareVersion })}
        </span>
      </p>
      <table className="list-table formula-checks">
        <thead>
          <tr>
            {COLUMNS.map(column => (
              <th key={column} scope="col" className={`formula-${column}`}>
                {t(`settings.formulas.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...failed, ...scores.filter(({ failures }) => failures.length === 0)].map(score => {
            const definition = scoreDefinition(score.scoreId);
            return (
              <tr key={score.scoreId} data-testid={`formula-${score.scoreId}`}>
                <td>
                  {definition?.title[languageOf(i18n.language)] ??
                    t('settings.formulas.unknownScore', { id: score.scoreId })}
                </td>
                <td>
                  {score.passed}/{score.total}
                </td>
                <td>
                  {score.failures.length === 0 ? (
                    `✓ ${t('settings.formulas.passed')}`
                  ) : (
                    <strong className="formula-failed">
                      ✕ {t('clinical.refusal.formula-disabled')}
                      <span className="note">
                        {' '}
                        {score.failures.map(({ id, fields }) => `${id} (${fields.join(', ')})`).join('; ')}
                      </span>
                    </strong>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
