import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MaskedValue } from '../patient/masked-value.tsx';
import { type Change, ChangeList } from './change-list.tsx';
import type { Fact } from './facts.ts';

interface FactsSectionProps {
  patientId: string;
  title: string;
  /** When it began, who is responsible: small, beside the title. */
  remark?: ReactNode;
  facts: readonly Fact[];
  changes: readonly Change[];
  /** Where it is changed; null for who may not. */
  editAt: string | null;
  testId: string;
}

/** Facts as they stand, the unanswered ones left to one line, and what was changed in them. */
export function FactsSection({ patientId, title, remark, facts, changes, editAt, testId }: FactsSectionProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const given = facts.filter(({ text }) => text !== '');
  const blank = facts.filter(({ text }) => text === '').map(({ label }) => label);
  return (
    <section data-testid={testId}>
      <h2 className="panel-head">
        {title}
        {remark ? <span className="note">{remark}</span> : null}
        {changes.length > 0 ? (
          <button type="button" className="quiet-button" aria-expanded={isOpen} onClick={() => setOpen(open => !open)}>
            {t('record.changes', { count: changes.length })}
          </button>
        ) : (
          <span className="note">{t('record.noChanges')}</span>
        )}
        {editAt === null ? null : (
          <Link to={editAt} className="panel-link">
            {t('record.edit')}
          </Link>
        )}
      </h2>
      {isOpen ? <ChangeList changes={changes} /> : null}
      <dl className="facts">
        {given.map(({ label, text, masked, reveal }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {masked !== undefined && reveal !== undefined ? (
                <MaskedValue patientId={patientId} field={reveal} value={masked} />
              ) : (
                (masked ?? text)
              )}
            </dd>
          </div>
        ))}
      </dl>
      {blank.length > 0 ? (
        <p className="note">
          {t('record.notGiven')}: {blank.join(t('ui.listComma'))}
        </p>
      ) : null}
    </section>
  );
}
