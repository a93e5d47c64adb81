import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { AcknowledgeForm } from './acknowledge-form.tsx';
import { whyText } from './critical-wording.ts';
import './critical-values.css';

interface CriticalDetailProps {
  value: CriticalValue;
  mayRecord: boolean;
}

/** Why a value is critical, who has said that they know, and the way to say so. */
export function CriticalDetail({ value, mayRecord }: CriticalDetailProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { limit, table } = whyText(value, t);
  const { state, acknowledgements } = value;
  const mayAcknowledge = mayRecord && (state === 'open' || state === 'acknowledged');
  const close = () => setOpen(false);
  return (
    <div className="critical-detail" data-testid="critical-detail">
      <span className={state === 'open' ? 'critical-why' : undefined}>{limit}</span>
      <span className="note">{table}</span>
      {state === 'open' || state === 'acknowledged' || state === 'undecided' ? null : (
        <span className="note">{t(`criticalValues.state.${state}`)}</span>
      )}
      {mayAcknowledge && !isOpen ? (
        <button
          type="button"
          className={state === 'open' ? 'critical-acknowledge' : 'quiet-button'}
          onClick={() => setOpen(true)}
          data-testid="acknowledge"
        >
          {t(acknowledgements.length > 0 ? 'criticalValues.addMore' : 'criticalValues.acknowledge')}
        </button>
      ) : null}
      {acknowledgements.map(each => (
        <span key={each.id} className="critical-done">
          ✓ {t('criticalValues.known')}{' '}
          {t('criticalValues.entry', { time: wallClock(each.at), by: each.by, done: each.done })}
        </span>
      ))}
      {isOpen ? <AcknowledgeForm value={value} onDone={close} onCancel={close} /> : null}
    </div>
  );
}
