import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { wallClock } from '../../shared/records/time.ts';
import type { Referral } from '../../shared/referral/referral.ts';
import { fieldName } from './referral-field-name.ts';

interface OwedNoteProps {
  referral: Pick<Referral, 'left' | 'dueAtDeparture' | 'dueAtHandover'>;
  /** Where it is written, if not here. */
  path?: string;
}

/** The patient is on the road, whoever said so: what should have been there by then is owed, and is listed. */
export function OwedNote({ referral: { left, dueAtDeparture, dueAtHandover }, path }: OwedNoteProps) {
  const { t } = useTranslation();
  const owed = [...dueAtDeparture, ...dueAtHandover];
  if (left === null || owed.length === 0) return null;
  return (
    <p className="question" data-testid="owed">
      <span>
        {t('composer.due.owed', {
          at: wallClock(left.at),
          milestone: t(`clinical.pathway.milestone.${left.milestone}`),
          channel: t(`pathway.channel.${left.channel}`),
          count: owed.length,
          fields: owed.map(({ field }) => fieldName(field, t)).join(t('ui.listComma')),
        })}{' '}
        {path === undefined ? null : <Link to={path}>{t('composer.departure.show')}</Link>}
      </span>
    </p>
  );
}
