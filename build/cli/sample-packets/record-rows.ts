import type { Finding } from '../../../shared/records/finding.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import type { TreatmentKind } from '../../../shared/records/treatment-kind.ts';

/** Hours after T0 of every sample; T0 itself is fixed, so that a packet is the same each time. */
export const T0 = '2026-11-21T20:40:00+08:00';
const HOUR_MS = 3_600_000;
export const after = (hours: number) => new Date(Date.parse(T0) + hours * HOUR_MS).toISOString();

/** The day in China, for the referral's number. */
export const dayOf = (instant: string) => new Date(Date.parse(instant) + 8 * HOUR_MS).toISOString().slice(0, 10);

export const PATIENT = '0197a000-0000-7000-8000-000000000001';
export const EPISODE = '0197a000-0000-7000-8000-000000000002';
export const REFERRAL = '0197a000-0000-7000-8000-000000000003';

/** Ids that are the same in each run, numbered from 16. */
export function idMaker(): () => string {
  let last = 15;
  return () => {
    last += 1;
    return `0197a000-0000-7000-9000-${last.toString(16).padStart(12, '0')}`;
  };
}

export type Panel = Partial<Record<LabCode, string>>;

/** One sample: `12.3` a number as printed, `<0.5` a limit, a word such as `pending` why there is none. */
export function panelRows(id: () => string, hours: number, panel: Panel): Observation[] {
  const sampledAt = after(hours);
  return (Object.entries(panel) as [LabCode, string][]).map(([code, text]) => {
    const number = /^([<>]?)(\d+(?:\.\d+)?)$/.exec(text);
    const word = number ? null : text;
    const isQualitative = word === 'positive' || word === 'negative' || word === 'not-detected';
    return {
      id: id(),
      patientId: PATIENT,
      episodeId: EPISODE,
      code,
      valueSi: number ? Number(number[2]) : null,
      comparator: number?.[1] === '<' ? '<' : number?.[1] === '>' ? '>' : null,
      text: isQualitative ? word : null,
      missing: word !== null && !isQualitative ? (word as Observation['missing']) : null,
      enteredValue: number?.[2] ?? null,
      enteredUnit: number ? labItem(code).unit : '',
      sampledAt,
      timeSource: 'collected',
      laboratory: '检验科',
      source: 'typed',
      version: 1,
      recordedAt: after(hours + 1),
      recordedBy: '李明',
      voidedAt: null,
    };
  });
}

export const findingRow = (
  id: () => string,
  code: Finding['code'],
  value: Finding['value'],
  hours: number,
  note = '',
) => ({
  ...{ id: id(), patientId: PATIENT, episodeId: EPISODE, code, value, observedAt: after(hours), note, version: 1 },
  ...{ recordedAt: after(hours), recordedBy: '李明', voidedAt: null },
});

export const treatmentRow = (
  id: () => string,
  kind: TreatmentKind,
  from: number,
  to: number | null,
  detail: string,
): Treatment => ({
  ...{ id: id(), patientId: PATIENT, episodeId: EPISODE, kind, startedAt: after(from), detail, version: 1 },
  ...{ endedAt: to === null ? null : after(to), recordedAt: after(from), recordedBy: '李明', voidedAt: null },
});
