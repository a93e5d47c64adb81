import { describe, expect, it } from 'vitest';
import { type ClockId, pathwayClock, readClock } from '../../../shared/clinical/clocks.ts';
import { managementFor, programmeClass, suggestsEarlyTransplantTalk } from '../../../shared/clinical/management.ts';
import type { MilestoneStamps } from '../../../shared/clinical/milestones.ts';
import { dryWeight, nutritionTargets, percentOfTarget } from '../../../shared/clinical/nutrition.ts';

const stamps: MilestoneStamps = { presented: '2026-11-22T08:00:00+08:00' };

describe('clocks of the programme', () => {
  const clock = (id: ClockId, now: string, more: Partial<MilestoneStamps> = {}) => {
    const found = pathwayClock(id, { ...stamps, ...more });
    return found && readClock(found, now);
  };

  it('aim at 4 h and end at 6 h for the eight variables', () => {
    expect(clock('eight-variables', '2026-11-22T12:00:00+08:00')).toMatchObject({
      isTargetMissed: false,
      isOverdue: false,
    });
    expect(clock('eight-variables', '2026-11-22T12:00:01+08:00')).toMatchObject({
      isTargetMissed: true,
      isOverdue: false,
    });
    expect(clock('eight-variables', '2026-11-22T14:00:01+08:00')).toMatchObject({ isOverdue: true, level: 'overdue' });
  });

  it('run 48 h from first presentation to the ward, then 48 h from there, with an outer limit at 96 h', () => {
    const admitted = { admitted: '2026-11-24T07:00:00+08:00' };
    expect(clock('ward-admission', '2026-11-30T00:00:00Z', admitted)).toMatchObject({
      isStopped: true,
      isOverdue: false,
    });
    const second = pathwayClock('precise-diagnosis', { ...stamps, ...admitted });
    expect(second?.limitAt).toBe('2026-11-25T23:00:00.000Z');
    expect(clock('precise-diagnosis', '2026-11-24T00:00:00Z')).toBeNull();
    expect(pathwayClock('outer-limit', stamps)?.limitAt).toBe('2026-11-26T00:00:00.000Z');
    expect(pathwayClock('early-aclf-28-days', stamps)?.limitAt).toBe('2026-12-20T00:00:00.000Z');
  });

  it('count on when overdue and stay overdue after a late stop', () => {
    expect(clock('ward-admission', '2026-11-24T11:10:00+08:00')?.remainingMs).toBe(-(3 * 60 + 10) * 60_000);
    const late = clock('ward-admission', '2026-12-30T00:00:00Z', { admitted: '2026-11-24T09:00:00+08:00' });
    expect(late).toMatchObject({ isStopped: true, isOverdue: true, remainingMs: -3_600_000 });
  });

  it.each([
    ['2026-11-23T07:59:00+08:00', 'normal'],
    ['2026-11-23T08:00:00+08:00', 'attention'],
    ['2026-11-23T20:00:00+08:00', 'attention'],
    ['2026-11-23T20:01:00+08:00', 'urgent'],
  ])('at %s the 48 h are %s', (now, level) => {
    expect(clock('ward-admission', now)?.level).toBe(level);
  });
});

describe('management by failures', () => {
  it('adds up, with a source for each item', () => {
    const ids = (failures: number) => managementFor(failures).map(({ id }) => id);
    expect(ids(0)).toEqual(['precise-diagnosis', 'treat-precipitants', 'energy-target']); // R5 and R10
    expect(ids(1)).not.toContain('precise-diagnosis'); // meant for patients without organ failure
    expect(ids(1)).not.toContain('intensive-care');
    expect(ids(2)).toEqual(expect.arrayContaining([...ids(1), 'intensive-care', 'transplant-list']));
    expect(ids(3)).toEqual(expect.arrayContaining([...ids(2), 'transplant-within-7-days']));
    for (const { source } of managementFor(3)) expect(source).toMatch(/10\.\d{4}/);
  });

  it('names a class only when the missing organs cannot change it', () => {
    expect(programmeClass({ low: 1, high: 1 })?.mortality90DaysPercent).toBe(25);
    expect(programmeClass({ low: 2, high: 2 })?.label).toBe('II');
    expect(programmeClass({ low: 3, high: 6 })?.label).toBe('III');
    expect(programmeClass({ low: 1, high: 2 })).toBeNull();
    expect(programmeClass({ low: 0, high: 0 })).toBeNull();
  });

  it('suggests the early talk about transplantation above AARC 10 or MELD 28', () => {
    expect(suggestsEarlyTransplantTalk(11, null)).toBe(true);
    expect(suggestsEarlyTransplantTalk(10, 28)).toBe(false);
    expect(suggestsEarlyTransplantTalk(null, 29)).toBe(true);
    expect(managementFor(1, { aarc: 11, meld: null }).map(({ id }) => id)).toContain('early-transplant-talk');
    expect(managementFor(1, { aarc: 10, meld: 28 }).map(({ id }) => id)).not.toContain('early-transplant-talk');
  });
});

describe('nutrition', () => {
  it('offers dry weight: 5, 10, 15 % off for ascites and 5 % more with oedema', () => {
    expect(dryWeight(60, 'none', 'no-oedema')).toBe(60);
    expect(dryWeight(60, 'mild', 'no-oedema')).toBe(57);
    expect(dryWeight(60, 'moderate', 'oedema')).toBe(51);
    expect(dryWeight(60, 'severe', 'oedema')).toBe(48);
  });

  it('puts the targets side by side with their sources', () => {
    const targets = nutritionTargets(1506.913, 65);
    expect(targets.map(({ low, high }) => [low, high])).toEqual([
      [1959, 1959],
      [1950, 2275],
      [78, 78],
      [98, 98],
    ]);
    for (const { source } of targets) expect(source).toContain('10.');
    expect(percentOfTarget(1200, 1959)).toBe(61);
  });
});
