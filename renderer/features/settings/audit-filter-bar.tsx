import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditFilter } from '../../../shared/contract/administration.ts';
import { AUDIT_KINDS } from '../../../shared/records/audit-kind.ts';
import { api } from '../../app/api.ts';
import { TextField } from '../../ui/text-field.tsx';
import { DayField } from '../../ui/time-field.tsx';

export const NO_FILTER: AuditFilter = { kind: null, actorId: null, patient: '', from: null, to: null };

/** Narrows the log by kind, user, patient and days. A patient is named by a whole number: the log is no way to look for one. */
export function AuditFilterBar({ filter, onChange }: { filter: AuditFilter; onChange(filter: AuditFilter): void }) {
  const { t } = useTranslation();
  const actors = useQuery(api.audit.actors.queryOptions());
  const [cleared, setCleared] = useState(0);
  const change = (part: Partial<AuditFilter>) => onChange({ ...filter, ...part });
  return (
    <fieldset className="audit-filter" aria-label={t('audit.filter.label')}>
      <select
        className="text-field"
        aria-label={t('audit.filter.kind')}
        value={filter.kind ?? ''}
        onChange={event => change({ kind: AUDIT_KINDS.find(kind => kind === event.target.value) ?? null })}
        data-testid="audit-kind"
      >
        <option value="">{t('audit.filter.anyKind')}</option>
        {AUDIT_KINDS.map(kind => (
          <option key={kind} value={kind}>
            {t(`audit.kind.${kind}`)}
          </option>
        ))}
      </select>
      <select
        className="text-field"
        aria-label={t('audit.filter.actor')}
        value={filter.actorId ?? ''}
        onChange={event => change({ actorId: event.target.value || null })}
      >
        <option value="">{t('audit.filter.anyActor')}</option>
        {(actors.data ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <TextField
        type="search"
        value={filter.patient}
        onChange={text => change({ patient: text.slice(0, 60) })}
        placeholder={t('audit.filter.patient')}
        aria-label={t('audit.filter.patient')}
        autoComplete="off"
        testId="audit-patient"
      />
      <span className="audit-days" key={cleared}>
        {t('audit.filter.from')}
        <DayField value={filter.from} onChange={from => change({ from })} aria-label={t('audit.filter.from')} />
        {t('audit.filter.to')}
        <DayField value={filter.to} onChange={to => change({ to })} aria-label={t('audit.filter.to')} />
      </span>
      <button
        type="button"
        className="quiet-button"
        onClick={() => {
          setCleared(cleared + 1); // also what was typed as a day and could not be read
          onChange(NO_FILTER);
        }}
      >
        {t('audit.filter.clear')}
      </button>
    </fieldset>
  );
}
