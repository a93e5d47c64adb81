import { createI18n } from '../../../shared/i18n/i18n.ts';
import type { PatientFields } from '../../../shared/records/patient.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import type { Reader } from '../database/store.ts';

/**
 * What stands in place of a name: 无名氏, sex, day, time and the first free number of that minute
 * (`无名氏 男 20261122-0305-1`). Chinese in either language of the screen: it is part of the record.
 */
export function unnamedName(read: Reader, sex: PatientFields['sex'], now: Instant): string {
  const { t } = createI18n('zh-CN');
  const [day = '', time = ''] = wallClock(now).split(' ');
  const known = sex === 'male' || sex === 'female' ? `${t(`patient.sex.${sex}`)} ` : '';
  const minute = `${day.replaceAll('-', '')}-${time.replace(':', '')}`;
  const since = `${now.slice(0, 16)}:00.000Z`;
  const names = read
    .all(read.query.selectFrom('patient').select('name').where('updated_at', '>=', since))
    .map(({ name }) => name);
  const isTaken = (sequence: number) => names.some(name => name.endsWith(`${minute}-${sequence}`));
  let sequence = 1;
  while (isTaken(sequence)) sequence += 1;
  return `${t('identity.unnamedName')} ${known}${minute}-${sequence}`;
}
