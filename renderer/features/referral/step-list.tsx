import { useTranslation } from 'react-i18next';
import { STEPS, type Step } from '../../../shared/referral/field-groups.ts';
import type { MissingField, Referral } from '../../../shared/referral/referral.ts';
import { fieldName } from '../../ui/referral-field-name.ts';
import { missingByStep } from './missing-places.ts';
import './step-list.css';

interface StepListProps {
  referral: Pick<Referral, 'missing' | 'dueAtDeparture'>;
  step: Step;
  onStep(step: Step): void;
  onField(missing: MissingField): void;
}

/** The list is longer than the screen: the step at hand is never below its edge. */
const intoSight = (button: HTMLButtonElement | null) => button?.scrollIntoView({ block: 'nearest' });

/** Always in sight: the steps, how complete each is, and each missing item as a way to it. */
export function StepList({ referral, step, onStep, onField }: StepListProps) {
  const { t } = useTranslation();
  const { missing, dueAtDeparture } = referral;
  const byStep = missingByStep(missing);
  const dueLater = missingByStep(dueAtDeparture);
  return (
    <nav className="completeness" aria-label={t('referral.completeness')} data-testid="completeness">
      <p className={missing.length === 0 ? 'completeness-done' : undefined} aria-live="polite">
        {missing.length === 0
          ? `✓ ${t('referral.nothingMissing')}`
          : t('referral.missingTitle', { count: missing.length })}
      </p>
      <ol className="step-list">
        {STEPS.map(each => {
          const items = byStep.get(each) ?? [];
          const later = dueLater.get(each) ?? [];
          return (
            <li key={each}>
              <button
                ref={each === step ? intoSight : undefined}
                type="button"
                className="step-button"
                aria-current={each === step ? 'step' : undefined}
                onClick={() => onStep(each)}
                data-testid={`step-${each}`}
              >
                <span>{t(`composer.step.${each}`)}</span>
                <small>
                  {items.length > 0 ? (
                    t('referral.lacks', { count: items.length })
                  ) : later.length > 0 ? null : (
                    <>
                      <span aria-hidden="true">✓</span>
                      <span className="spoken">{t('referral.complete')}</span>
                    </>
                  )}
                </small>
              </button>
              {items.length === 0 ? null : (
                <ul>
                  {items.map(item => (
                    <li key={item.field}>
                      {item.where === 'settings' ? (
                        <span title={t('referral.settingsHint')}>{fieldName(item.field, t)}</span>
                      ) : (
                        <button
                          type="button"
                          className="quiet-button"
                          onClick={() => onField(item)}
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
              )}
              {later.length > 0 ? (
                <p className="note step-later">{t('composer.due.D', { count: later.length })}</p>
              ) : null}
            </li>
          );
        })}
      </ol>
      <p className="note">{t('composer.nextMissing')}</p>
    </nav>
  );
}
