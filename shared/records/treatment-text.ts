import { energyTarget, percentOfTarget } from '../clinical/nutrition.ts';
import type { Translate } from '../i18n/i18n.ts';
import { PARTICULAR_FIELDS, type ParticularField } from './particular-fields.ts';
import type { Treatment } from './treatment.ts';
import type { TreatmentParticulars } from './treatment-particulars.ts';

type Said = Pick<Treatment, 'detail' | 'particulars'>;

/** What was given, in one line: the particulars in their order, then the clinician's own words. */
export function treatmentText({ detail, particulars }: Said, t: Translate): string {
  const said = particulars ? particularsText(particulars, t) : '';
  return [said, detail].filter(Boolean).join(t('treatment.between'));
}

/** The same for whom the referral goes to, on the wire and on paper alike: without what goes to the registry only. */
export const careText = ({ detail, particulars }: Said, t: Translate): string =>
  treatmentText({ detail, particulars: forCare(particulars) }, t);

/** Trial number, its consent and the 24-week outcome are research (registry-and-sync 2, sharing consent). */
function forCare(particulars: Said['particulars']): Said['particulars'] {
  if (particulars?.form !== 'stem-cells') return particulars;
  return { ...particulars, registrationNumber: '', consentOn: '', outcome24Weeks: null };
}

function particularsText(particulars: TreatmentParticulars, t: Translate): string {
  const values: Readonly<Record<string, unknown>> = particulars;
  const fields: readonly ParticularField[] = PARTICULAR_FIELDS[particulars.form];
  const parts = fields.map(field => {
    const unit = field.key === 'amount' && particulars.form === 'transfusion' ? particulars.unit : field.unit;
    const value = valueText(field, values[field.key], unit, t);
    return value === '' || field.isPlain ? value : `${t(field.label)} ${value}`;
  });
  if (particulars.form === 'nutrition') {
    const target = energyTarget(particulars.reeKcal);
    parts.push(t('treatment.ofTarget', { target, percent: percentOfTarget(particulars.intakeKcal, target) }));
  }
  if (particulars.form === 'stem-cells') parts.unshift(t('treatment.investigational'));
  return parts.filter(Boolean).join(t('treatment.between'));
}

function valueText({ options, input }: ParticularField, value: unknown, unit: string, t: Translate): string {
  const optionText = (chosen: unknown) => {
    const option = options.find(each => each.value === chosen);
    return option ? t(option.text) : '';
  };
  if (value === null || value === undefined) return '';
  if (input === 'choice') return optionText(value);
  if (Array.isArray(value)) return value.map(optionText).filter(Boolean).join('+');
  if (typeof value === 'number') return `${value} ${unit}`.trim();
  return String(value);
}
