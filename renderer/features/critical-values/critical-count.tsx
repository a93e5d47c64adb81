import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SHOW_CRITICAL } from './show-critical.ts';
import './critical-values.css';

interface CriticalCountProps {
  /** Null for a reader who may not open the patient. */
  patientId: string | null;
  /** Critical values that nobody has acknowledged; nothing is shown for none. */
  count: number;
}

/** `危急 2`, white on red, on the way to the values. */
export function CriticalCount({ patientId, count }: CriticalCountProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  const text = `! ${t('criticalValues.count', { count })}`;
  if (patientId === null) return <span className="flag flag-critical critical-count">{text}</span>;
  return (
    <Link
      to={`/patients/${patientId}?show=${SHOW_CRITICAL}`}
      className="flag flag-critical critical-count"
      title={t('criticalValues.waiting', { count })}
      onClick={event => event.stopPropagation()} // the row around it leads elsewhere
      data-testid="critical-count"
    >
      {text}
    </Link>
  );
}
