import { describe, expect, it } from 'vitest';
import { filterOf, type TimelineSources, timelineOf } from '../../../renderer/features/pathway/timeline.ts';
import { currentEpisode } from '../../../renderer/features/patient/patient-case.ts';
import { worstGrade } from '../../../shared/clinical/worst-grade.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import type { Stamp } from '../../../shared/records/pathway.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const NOW = '2026-11-22T12:00:00Z';

const finding = (observedAt: string, code: Finding['code'], voidedAt: string | null = null): Finding => ({
  id: ID,
  patientId: ID,
  episodeId: ID,
  code,
  value: 1,
  observedAt,
  note: '',
  version: 1,
  recordedAt: observedAt,
  recordedBy: 'test',
  voidedAt,
});

const treatment: Treatment = {
  id: ID,
  patientId: ID,
  episodeId: ID,
  kind: 'plasma-exchange',
  startedAt: '2026-11-22T02:00:00Z',
  endedAt: '2026-11-22T05:00:00Z',
  detail: '',
  version: 1,
  recordedAt: NOW,
  recordedBy: 'test',
  voidedAt: null,
};

const T0: Stamp = {
  id: null,
  milestone: 'presented',
  at: '2026-11-20T00:00:00Z',
  channel: 'record',
  by: '',
  note: '',
};

const sources = (more: Partial<TimelineSources>): TimelineSources => ({
  stamps: [T0],
  observations: [],
  findings: [],
  treatments: [],
  deeds: [],
  ...more,
});

describe('timeline of the last hours', () => {
  it('is newest first, and says that a treatment began and ended', () => {
    const events = timelineOf(sources({ treatments: [treatment] }), NOW, 24);
    expect(events.map(event => event.kind)).toEqual(['treatmentEnd', 'treatment']);
  });

  it('keeps to the hours asked for and never shows what lies ahead', () => {
    const ahead = { ...treatment, startedAt: '2026-11-23T00:00:00Z', endedAt: null };
    expect(timelineOf(sources({ treatments: [ahead] }), NOW, 24)).toEqual([]);
    expect(timelineOf(sources({}), NOW, 72).map(event => event.kind)).toEqual(['stamp']);
  });

  it('makes one event of one look at the bedside, without void findings', () => {
    const findings = [
      finding('2026-11-22T09:00:00+08:00', 'he'),
      finding('2026-11-22T01:00:00Z', 'sbp'),
      finding('2026-11-22T01:00:00Z', 'dbp', NOW),
    ];
    const [event, ...more] = timelineOf(sources({ findings }), NOW, 24);
    expect(more).toEqual([]);
    expect(event?.kind === 'findings' && event.findings.map(each => each.code)).toEqual(['he', 'sbp']);
  });

  it('names who said so, and does not repeat the first sample, which is on the list itself', () => {
    const stamps: Stamp[] = [
      { ...T0, milestone: 'sampled', at: '2026-11-22T01:00:00Z' },
      { ...T0, milestone: 'answered', at: '2026-11-22T02:00:00Z', channel: 'phone', by: '示例医生' },
    ];
    const events = timelineOf(sources({ stamps }), NOW, null);
    expect(events.map(({ kind, by }) => [kind, by])).toEqual([['stamp', '示例医生']]);
    expect(events.map(filterOf)).toEqual(['stamps']);
  });

  it('tells who corrected what and why, at the time it was done', () => {
    const deeds = [{ at: '2026-11-22T03:00:00Z', by: '示例医生', action: 'labs.correct', reason: '录错' }];
    const [event] = timelineOf(sources({ stamps: [], deeds }), NOW, null);
    expect(event).toMatchObject({ kind: 'deed', by: '示例医生', deed: { reason: '录错' } });
  });
});

describe('whose grade stands in the banner', () => {
  const graded = (
    scoreId: string,
    grade: string | null,
    bounds: Assessment['outcome']['bounds'] = null,
  ): Assessment => ({
    id: ID,
    patientId: ID,
    episodeId: ID,
    scoreId,
    scoreVersion: '1',
    anchorAt: NOW,
    computedAt: NOW,
    inputs: [],
    outcome: { value: grade, raw: null, grade, bounds, missing: [], notes: [], refused: null },
  });

  it('is EASL, else COSSH, else the Chinese stage', () => {
    expect(worstGrade([graded('cossh-aclf', '2'), graded('easl-aclf', '1b')])).toEqual({
      scoreId: 'easl-aclf',
      grade: '1b',
    });
    expect(worstGrade([graded('cossh-aclf', '2'), graded('easl-aclf', null)])).toEqual({
      scoreId: 'cossh-aclf',
      grade: '2',
    });
    expect(worstGrade([])).toBeNull();
  });

  it('says between which grades it lies where an input is missing', () => {
    expect(worstGrade([graded('easl-aclf', null, { low: '3a', high: '3b' })])?.grade).toBe('3a–3b');
    expect(worstGrade([graded('easl-aclf', null, { low: '1b', high: '1b' })])?.grade).toBe('1b');
  });
});

it('opens the open episode, else the latest', () => {
  const episode = (firstPresentationAt: string, closedAt: string | null) =>
    ({ firstPresentationAt, closedAt }) as Episode; // the choice reads nothing else
  const old = episode('2026-01-01T00:00:00Z', null);
  const closed = episode('2026-11-01T00:00:00Z', NOW);
  expect(currentEpisode([closed, old])).toBe(old);
  expect(currentEpisode([closed])).toBe(closed);
  expect(currentEpisode([])).toBeNull();
});
