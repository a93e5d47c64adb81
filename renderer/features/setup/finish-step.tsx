import { useTranslation } from 'react-i18next';
import type { SetupAnswers } from './setup-form.ts';

interface FinishStepProps {
  answers: SetupAnswers;
  isRecoveryDone: boolean;
  onSamples(samples: boolean): void;
}

export function FinishStep({ answers, isRecoveryDone, onSamples }: FinishStepProps) {
  const { t } = useTranslation();
  const { facility, wards, user, samples } = answers;
  const lines: [string, string][] = [
    [
      t('setup.finish.facility'),
      `${facility.name} ${facility.department} ${facility.code.toUpperCase()}-${facility.workstation}`,
    ],
    [t('setup.finish.wards'), wards.map(ward => `${ward.facilityName} ${ward.wardName}`).join(t('ui.listComma'))],
    [t('setup.finish.user'), `${user.displayName} ${user.title} ${user.login}`],
    [t('setup.finish.recovery'), isRecoveryDone ? t('setup.finish.recoveryDone') : t('setup.open')],
  ];
  return (
    <div className="setup-fields">
      <p>{t('setup.finish.explain')}</p>
      <dl className="fact-lines">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <label className="choice-option setup-samples">
        <input
          type="checkbox"
          checked={samples}
          onChange={event => onSamples(event.target.checked)}
          data-testid="samples"
        />
        <span>
          {t('setup.finish.samples')}
          <span className="note setup-samples-hint">{t('setup.finish.samplesHint')}</span>
        </span>
      </label>
    </div>
  );
}
