import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { referral as texts } from '../../../shared/i18n/zh-CN/referral.ts';
import type { MissingField } from '../../../shared/referral/referral.ts';
import { focusField } from './referral-form.tsx';
import { missingBySection, pathOf, SECTIONS } from './referral-sections.ts';

const isField = (field: string): field is keyof typeof texts.field => Object.hasOwn(texts.field, field);

/** A missing field by its name; one that this program does not know by its key. */
export const fieldName = (field: string, t: Translate): string =>
  isField(field) ? t(`referral.field.${field}`) : field;

interface CompletenessProps {
  missing: readonly MissingField[];
  patientId: string;
}

/** Always in sight: what is complete, and each missing item as a way to it. */
export function Completeness({ missing, patientId }: CompletenessProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const bySection = missingBySection(missing);
  const go = (item: MissingField) => {
    if (item.where === 'referral') focusField(item.field);
    else {
      const path = pathOf(item, patientId);
      if (path !== null) void navigate(path);
    }
  };
  return (
    <nav className="completeness" aria-label={t('referral.completeness')} data-testid="completeness">
      <p className={missing.length === 0 ? 'completeness-done' : undefined} aria-live="polite">
        {missing.length === 0
          ? `✓ ${t('referral.nothingMissing')}`
          : t('referral.missingTitle', { count: missing.length })}
      </p>
      {SECTIONS.map(section => {
        const items = bySection.get(section) ?? [];
        return (
          <section key={section}>
            <h3>
              {section === 'record' ? (
                t('referral.section.record')
              ) : (
                <button
                  type="button"
                  className="completeness-section"
                  onClick={() =>
                    document.getElementById(`referral-section-${section}`)?.scrollIntoView({ block: 'start' })
                  }
                >
                  {t(`referral.section.${section}`)}
                </button>
              )}
              <small>{items.length === 0 ? <Done /> : t('referral.lacks', { count: items.length })}</small>
            </h3>
            <ul>
              {items.map(item => (
                <li key={item.field}>
                  {item.where === 'settings' ? (
                    <span title={t('referral.settingsHint')}>{fieldName(item.field, t)}</span>
                  ) : (
                    <button
                      type="button"
                      className="quiet-button"
                      onClick={() => go(item)}
                      data-testid={`missing-${item.field}`}
                    >
                      {fieldName(item.field, t)}
                    </button>
                  )}
                  {item.always ? (
                    <span className="completeness-always" title={t('referral.alwaysMark')}>
                      !
                    </span>
                  ) : null}
                  {item.where === 'referral' ? null : <small> {t(`referral.elsewhere.${item.where}`)}</small>}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}

function Done() {
  const { t } = useTranslation();
  return (
    <>
      <span aria-hidden="true">✓</span>
      <span className="spoken">{t('referral.complete')}</span>
    </>
  );
}
