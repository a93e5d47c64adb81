import { useTranslation } from 'react-i18next';
import type { MaskedRecord, MatchReason } from '../../../shared/contract/identity.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { MaskedValue } from '../patient/masked-value.tsx';

/** One record, masked, with what tells two people of one name apart. */
export function SuspectFacts({ record }: { record: MaskedRecord }) {
  const { t } = useTranslation();
  const age = record.ageYears === null ? t('patient.ageUnknown') : t('patient.years', { years: record.ageYears });
  const facts = [
    ...record.hospitalNumbers.map(value => t('identity.facts.hospital', { value })),
    record.address,
    record.lastPresentationAt === null
      ? t('identity.facts.noEpisode')
      : t('identity.facts.last', { time: wallClock(record.lastPresentationAt) }),
  ];
  return (
    <span className="suspect-facts">
      <strong>
        <MaskedValue patientId={record.id} field="name" value={record.name} />
      </strong>
      <span>
        {t(`patient.sex.${record.sex}`)} {age} {record.birthDate}
      </span>
      {record.identityNumber ? (
        <span>
          <MaskedValue patientId={record.id} field="identity" value={record.identityNumber} />
        </span>
      ) : null}
      {record.phone ? (
        <span>
          <MaskedValue patientId={record.id} field="phone" value={record.phone} />
        </span>
      ) : null}
      {facts.filter(Boolean).map(fact => (
        <span key={fact}>{fact}</span>
      ))}
    </span>
  );
}

/** Why two records may be one person. */
export function MatchReasons({ why }: { why: readonly MatchReason[] }) {
  const { t } = useTranslation();
  return <>{why.map(reason => t(`identity.why.${reason}`)).join(t('identity.why.and'))}</>;
}
