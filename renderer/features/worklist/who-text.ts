import type { PatientLine } from '../../../shared/contract/clinical.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';

/** Sex and age, as they stand behind a name. */
export const whoText = ({ sex, ageYears }: Pick<PatientLine, 'sex' | 'ageYears'>, t: Translate): string =>
  `${t(`patient.sex.${sex}`)} ${ageYears === null ? t('worklist.ageUnknown') : t('worklist.age', { years: ageYears })}`;
