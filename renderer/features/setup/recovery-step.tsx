import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Facility } from '../../../shared/records/facility.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { AnswerField } from './answer-field.tsx';
import { RecoverySheet } from './recovery-sheet.tsx';
import type { AnswerFaults, RecoveryKey } from './setup-form.ts';

interface RecoveryStepProps {
  recovery: RecoveryKey | null;
  error: unknown;
  facility: Pick<Facility, 'name' | 'workstation'>;
  echo: readonly [string, string];
  faults: AnswerFaults;
  onEcho(echo: readonly [string, string]): void;
}

/** The key is shown here and nowhere else; paper is where it lives. */
export function RecoveryStep({ recovery, error, facility, echo, faults, onEcho }: RecoveryStepProps) {
  const { t } = useTranslation();
  if (error) return <ErrorNote error={error} />;
  if (!recovery) return <p className="note">{t('setup.recovery.making')}</p>;
  const [first = 0, second = 0] = recovery.ask;
  return (
    <div className="setup-fields">
      <p>{t('setup.recovery.explain')}</p>
      <div className="recovery-key">
        <ol className="recovery-groups" data-testid="recovery-groups">
          {recovery.groups.map((group, index) => (
            <li key={group}>
              <span className="note">{index + 1}</span> <code>{group}</code>
            </li>
          ))}
        </ol>
        <Button onClick={() => window.print()}>{t('setup.recovery.print')}</Button>
      </div>
      <p>{t('setup.recovery.echoExplain')}</p>
      <div className="setup-row setup-echo">
        <AnswerField
          label={t('setup.recovery.group', { number: first })}
          group={first}
          value={echo[0]}
          fault={faults['echo.0']}
          onChange={text => onEcho([text, echo[1]])}
          lang="en"
          testId="echo-1"
        />
        <AnswerField
          label={t('setup.recovery.group', { number: second })}
          group={second}
          value={echo[1]}
          fault={faults['echo.1']}
          onChange={text => onEcho([echo[0], text])}
          lang="en"
          testId="echo-2"
        />
      </div>
      <RecoverySheet groups={recovery.groups} facility={facility} />
    </div>
  );
}
