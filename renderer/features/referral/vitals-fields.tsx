import { useTranslation } from 'react-i18next';
import { meanPressure, type VitalSigns } from '../../../shared/referral/transport-record.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { NumberField } from './number-field.tsx';
import './step-transport.css';

/** Limits of the schema: VitalSigns. */
const LIMITS = {
  temperature: [20, 45],
  pulse: [0, 350],
  respiration: [0, 100],
  sbp: [0, 320],
  dbp: [0, 220],
  spo2: [0, 100],
  oxygenFlow: [0, 80],
  gcs: [3, 15],
  urine: [0, 2000],
  glucose: [0, 80],
  pain: [0, 10],
} as const;

interface VitalsFieldsProps {
  vitals: VitalSigns;
  onChange(part: Partial<VitalSigns>): void;
}

/** One look at the patient: time and signs, in the order in which a nurse takes them. */
export function VitalsFields({ vitals, onChange }: VitalsFieldsProps) {
  const { t } = useTranslation();
  const map = meanPressure(vitals);
  const number = (key: keyof typeof LIMITS) => {
    const [low, high] = LIMITS[key];
    return (
      <NumberField
        key={key}
        label={t(`composer.transport.vital.${key}`)}
        value={vitals[key]}
        low={low}
        high={high}
        onChange={value => onChange({ [key]: value })}
        testId={`vital-${key}`}
      />
    );
  };
  return (
    <div className="vitals-fields">
      <Field label={t('composer.transport.vital.at')}>
        <TimeField value={vitals.at} onChange={at => onChange({ at })} />
      </Field>
      {(['temperature', 'pulse', 'respiration', 'sbp', 'dbp', 'spo2'] as const).map(number)}
      <Field label={t('composer.transport.vital.oxygenMode')}>
        <TextField value={vitals.oxygenMode} onChange={oxygenMode => onChange({ oxygenMode })} />
      </Field>
      {(['oxygenFlow', 'gcs', 'urine', 'glucose', 'pain'] as const).map(number)}
      {map === null ? null : <p className="note">{t('composer.transport.map', { value: map })}</p>}
    </div>
  );
}
