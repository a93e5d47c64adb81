import { type CaseRecord, chooseInputs } from '../../../shared/clinical/chosen-inputs.ts';
import {
  complicationEvidence,
  type Evidence,
  extrahepaticEvidence,
} from '../../../shared/clinical/failure-evidence.ts';
import { prepareInputs } from '../../../shared/clinical/inputs.ts';
import type { Complication, ExtrahepaticOrgan } from '../../../shared/records/finding.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { type FindingDraft, findingEntries, type KnownBody } from './finding-draft.ts';

/** What the findings being written down are about: the record so far, and the time of this look. */
export interface FindingAbout {
  readonly record: CaseRecord;
  readonly at: Instant;
}

const newestOf = ({ record: { findings }, at }: FindingAbout, code: string) =>
  findings
    .filter(row => row.code === code && row.voidedAt === null && Date.parse(row.observedAt) <= Date.parse(at))
    .toSorted((a, b) => Date.parse(b.observedAt) - Date.parse(a.observedAt))[0]?.value;

/** Weight and height as known before this look. */
export function knownBody(about: FindingAbout): KnownBody {
  const [weight, height] = [newestOf(about, 'weight'), newestOf(about, 'height')];
  return {
    ...(typeof weight === 'number' ? { weight } : {}),
    ...(typeof height === 'number' ? { height } : {}),
  };
}

/** For and against each item of the Chinese stage, by the record and by what is typed at this look. */
export function stageEvidence(
  { record, at }: FindingAbout,
  draft: FindingDraft,
): { complications: Evidence<Complication>[]; extrahepatic_of: Evidence<ExtrahepaticOrgan>[] } {
  const typed = findingEntries(draft)
    .filter(({ code }) => code !== 'complications' && code !== 'extrahepatic_of')
    .map(({ code, value }) => ({ id: code, code, value, observedAt: at, recordedAt: at, voidedAt: null }));
  const findings = [...record.findings, ...typed];
  const { values } = prepareInputs(chooseInputs({ ...record, findings }, at).inputs);
  const infection = newestOf({ record: { ...record, findings }, at }, 'infection');
  return {
    complications: complicationEvidence(values, typeof infection === 'string' ? infection : null),
    extrahepatic_of: extrahepaticEvidence(values),
  };
}
