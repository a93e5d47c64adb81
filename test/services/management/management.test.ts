import { afterEach, beforeEach, expect, it } from 'vitest';
import { createManagement } from '../../../electron/services/management/management-service.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { coded, ManualClock } from '../vault/site-fixture.ts';

const DOCTOR = { id: 'd', name: '示例医生' };
const NURSE = { id: 'n', name: '示例护士' };

let site: OpenStore;
let clock: ManualClock;
let notes: string[];
let raw: number | null;
let management: ReturnType<typeof createManagement>;

const assessment = (scoreId: string, more: Partial<Assessment['outcome']>): Assessment => ({
  ...{ id: scoreId, patientId: 'p', episodeId: 'e', scoreId, scoreVersion: '1', inputs: [] },
  ...{ anchorAt: '2026-11-22T00:00:00.000Z', computedAt: '2026-11-22T00:00:00.000Z' },
  outcome: { value: null, raw: null, grade: null, bounds: null, missing: [], notes: [], refused: null, ...more },
});

beforeEach(() => {
  clock = new ManualClock();
  site = openStore({ clock });
  notes = [];
  raw = null;
  site.write(DOCTOR, { action: 'test', subject: null, reason: null }, tx => {
    const at = clock.now();
    tx.insert('patient', { id: 'p', body_json: '{}', name: '', created_at: at, updated_at: at, voided_at: null });
    const times = { first_presentation_at: at, created_at: at, closed_at: null };
    tx.insert('episode', { id: 'e', patient_id: 'p', body_json: '{}', ...times });
  });
  management = createManagement({
    ...site,
    episode: () => ({ id: 'e', patientId: 'p' }) as Episode,
    assessments: () => [assessment('clif-c-of', { notes }), assessment('meld', { raw })],
  });
});
afterEach(() => site.close());

const look = (failed: string[], unseen: string[] = []) => {
  const organs = ['liver', 'kidney', 'brain', 'coagulation', 'circulation', 'respiration'];
  notes = [
    ...organs.filter(organ => !unseen.includes(organ)).map(organ => `organ:${organ}=1`),
    ...failed.map(organ => `failure:${organ}`),
  ];
};
const due = () => management.list('e').lines.filter(({ isDue }) => isDue);
const line = (item: string) => management.list('e').lines.find(each => each.item === item);

it('lists by failures what the programme asks for, each with its rule and source, and adds up', () => {
  look([]);
  expect(due().map(({ item }) => item)).toEqual(['precise-diagnosis', 'treat-precipitants', 'energy-target']);
  look(['liver']);
  const one = due().map(({ item }) => item);
  expect(one).toContain('medical-base');
  expect(one).not.toContain('intensive-care');
  look(['liver', 'kidney', 'brain']);
  expect(due().map(({ item }) => item)).toEqual(expect.arrayContaining([...one, 'transplant-within-7-days']));
  for (const { rule, source } of due())
    expect([rule, source]).toEqual([expect.stringMatching(/^R\d+$/), expect.stringMatching(/10\./)]);
});

it('names whose class it is, and none while an organ that nobody looked at could change it', () => {
  look(['liver']);
  expect(management.list('e').failures?.programmeClass).toMatchObject({ label: 'I', percent: 25 });
  look(['liver'], ['respiration']);
  expect(management.list('e').failures).toMatchObject({ programmeClass: null, notAssessed: ['respiration'] });
});

it('asks for the early talk about transplantation by MELD above 28', () => {
  look(['liver']);
  raw = 28;
  expect(line('early-transplant-talk')).toBeUndefined();
  raw = 28.01;
  expect(line('early-transplant-talk')?.isDue).toBe(true);
});

it('keeps who ticked when, and why a tick was taken back', () => {
  look(['liver']);
  const ticked = management.tick(DOCTOR, { episodeId: 'e', item: 'nutrition', version: 0 });
  expect(ticked.lines.find(({ item }) => item === 'nutrition')).toMatchObject({
    ...{ done: { at: clock.now(), by: '示例医生' }, version: 1, undone: null },
  });
  clock.advance(60);
  management.untick(NURSE, { episodeId: 'e', item: 'nutrition', version: 1, reason: '尚未开始' });
  expect(line('nutrition')).toMatchObject({ done: null, undone: { by: '示例护士', reason: '尚未开始' }, version: 2 });
  const kept = site.store.all(
    site.store.query.selectFrom('row_version').selectAll().where('entity', '=', 'management_item'),
  );
  expect(kept).toMatchObject([{ version: 1, reason: '尚未开始', replaced_by: 'n' }]);
});

it('keeps a ticked item in sight when the failures no longer ask for it', () => {
  look(['liver', 'kidney']);
  management.tick(DOCTOR, { episodeId: 'e', item: 'intensive-care', version: 0 });
  look(['liver']);
  expect(line('intensive-care')).toMatchObject({ isDue: false, done: { by: '示例医生' } });
});

it('refuses a tick on what another has changed, and an untick of what was never ticked', () => {
  look(['liver']);
  management.tick(DOCTOR, { episodeId: 'e', item: 'nutrition', version: 0 });
  expect(() => management.tick(NURSE, { episodeId: 'e', item: 'nutrition', version: 0 })).toThrow(
    coded('stale-version'),
  );
  expect(() => management.untick(NURSE, { episodeId: 'e', item: 'medical-base', version: 0, reason: 'x' })).toThrow(
    coded('not-found'),
  );
});

it('has nothing due before anybody has looked', () => {
  management = createManagement({
    ...site,
    episode: () => ({ id: 'e', patientId: 'p' }) as Episode,
    assessments: () => [],
  });
  expect(management.list('e')).toEqual({ failures: null, lines: [] });
});
