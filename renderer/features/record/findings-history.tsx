import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../shared/clinical/chosen-inputs.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { type Finding, inFormOrder } from '../../../shared/records/finding.ts';
import type { RowChange } from '../../../shared/records/row-change.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { FindingLine } from '../patient/finding-line.tsx';
import { findingText } from '../patient/finding-text.ts';
import { type Change, ChangeList } from './change-list.tsx';
import { changedFacts, type Fact } from './facts.ts';

export interface FindingVersion {
  readonly before: Finding;
  readonly change: RowChange;
}

interface FindingsHistoryProps {
  record: Omit<CaseRecord, 'findings'> & { readonly findings: readonly Finding[] };
  versions: readonly FindingVersion[];
  mayRecord: boolean;
}

/** Every look at the bedside, the newest first, each finding with what it was before. */
export function FindingsHistory({ record, versions, mayRecord }: FindingsHistoryProps) {
  const { t } = useTranslation();
  const [showsVoid, setShowsVoid] = useState(true);
  const voided = record.findings.filter(({ voidedAt }) => voidedAt !== null).length;
  const shown = record.findings.filter(({ voidedAt }) => showsVoid || voidedAt === null);
  const looks = [...Map.groupBy(shown, ({ observedAt }) => Date.parse(observedAt))].toSorted(([a], [b]) => b - a);
  if (record.findings.length === 0) return <p className="note">{t('record.empty')}</p>;
  return (
    <>
      {voided > 0 ? (
        <label className="choice-option">
          <input type="checkbox" checked={showsVoid} onChange={event => setShowsVoid(event.target.checked)} />
          {t('record.showVoid', { count: voided })}
        </label>
      ) : null}
      {looks.map(([at, findings]) => (
        <section key={at} className="look">
          <h3>{wallClock(new Date(at).toISOString())}</h3>
          {inFormOrder(findings).map(finding => (
            <FindingLine key={finding.id} finding={finding} record={record} mayRecord={mayRecord} underItsTime>
              <Changes finding={finding} versions={versions} />
            </FindingLine>
          ))}
        </section>
      ))}
    </>
  );
}

function Changes({ finding, versions }: { finding: Finding; versions: readonly FindingVersion[] }) {
  const { t } = useTranslation();
  const own = versions.filter(({ before }) => before.id === finding.id);
  if (own.length === 0) return null;
  return <ChangeList changes={own.map((version, index) => changeOf(version, own[index - 1]?.before ?? finding, t))} />;
}

/** From the version that was replaced to the one after it. */
function changeOf({ before, change }: FindingVersion, after: Finding, t: Translate): Change {
  const wasVoided = before.voidedAt === null && after.voidedAt !== null;
  return {
    key: `${before.id}-${change.version}`,
    change,
    ...(wasVoided ? { deed: t('record.voided') } : {}),
    differences: changedFacts(findingFacts(before, t), findingFacts(after, t)),
  };
}

const findingFacts = (finding: Finding, t: Translate): Fact[] => [
  { label: t(`episode.finding.${finding.code}`), text: findingText(finding, t) },
  { label: t('record.observedAt'), text: wallClock(finding.observedAt) },
  { label: t('episode.field.note'), text: finding.note },
];
