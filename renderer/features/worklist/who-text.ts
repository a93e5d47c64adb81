import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { WorkLine } from '../../../shared/records/work-line.ts';

/** Sex and age, as they stand behind a name. */
export const whoText = ({ sex, ageYears }: Pick<WorkLine, 'sex' | 'ageYears'>, t: Translate): string =>
  `${t(`patient.sex.${sex}`)} ${ageYears === null ? t('worklist.ageUnknown') : t('worklist.age', { years: ageYears })}`;
