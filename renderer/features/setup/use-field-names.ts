import { useTranslation } from 'react-i18next';
import type { RecoveryKey, SetupAnswers } from './setup-form.ts';

/** The words of each field by its path, for "still missing" and for refusals. */
export function useFieldNames(
  { wards }: Pick<SetupAnswers, 'wards'>,
  recovery: RecoveryKey | null,
): Record<string, string> {
  const { t } = useTranslation();
  const wardNames = wards.flatMap((_, index) => {
    const number = wards.length > 1 ? ` ${index + 1}` : '';
    return [
      [`wards.${index}.facilityName`, `${t('setup.ward.facilityName')}${number}`],
      [`wards.${index}.facilityCode`, `${t('setup.ward.facilityCode')}${number}`],
      [`wards.${index}.wardName`, `${t('setup.ward.wardName')}${number}`],
      [`wards.${index}.phone`, `${t('setup.ward.phone')}${number}`],
    ];
  });
  return {
    'facility.name': t('setup.facility.name'),
    'facility.code': t('setup.facility.code'),
    'facility.workstation': t('setup.facility.workstation'),
    'facility.department': t('setup.facility.department'),
    'facility.phone': t('setup.facility.phone'),
    ...Object.fromEntries(wardNames),
    'user.displayName': t('setup.user.displayName'),
    'user.title': t('setup.user.title'),
    'user.phone': t('setup.user.phone'),
    'user.login': t('setup.user.login'),
    'user.password': t('setup.user.password'),
    'user.repeat': t('setup.user.repeat'),
    ...Object.fromEntries(
      (recovery?.ask ?? []).map((number, index) => [`echo.${index}`, t('setup.recovery.group', { number })]),
    ),
  };
}
