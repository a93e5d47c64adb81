import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withThreshold } from '../../../shared/clinical/policy-thresholds.ts';
import { engineVersion } from '../../../shared/clinical/score-registry.ts';
import type { AdviceView } from '../../../shared/contract/advice.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { episodeFields } from '../../support/sample-case.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

const HOUR_MS = 3_600_000;
const start = Date.now() - 60 * HOUR_MS;
const at = (hours: number) => new Date(start + hours * HOUR_MS).toISOString();

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Advice-2026' });
});
afterAll(() => transport.close());

async function newEpisode(he: 0 | 1 | 2 | 3 | 4 = 0) {
  const patient = await client.patients.create({
    ...blankPatient(),
    ...{ name: '测试', sex: 'female', birthDate: '1974-01-01' },
  });
  const episode = await client.episodes.create({
    patientId: patient.id,
    fields: episodeFields(at(0)),
    findings: [{ code: 'he', value: he }],
  });
  return { patientId: patient.id, episodeId: episode.id };
}

const enter = (episodeId: string, hours: number, values: Partial<Record<LabCode, string>>) =>
  client.labs.record({
    episodeId,
    sampledAt: at(hours),
    timeSource: 'collected',
    laboratory: '',
    entries: (Object.entries(values) as [LabCode, string][]).map(([code, value]) => ({
      ...{ code, value, unit: labItem(code).unit, comparator: null, text: null, missing: null, confirmed: false },
    })),
  });

async function adviceOf(episodeId: string): Promise<AdviceView> {
  const view = await client.advice.get({ episodeId });
  if (!view) throw new Error('no advice');
  return view;
}

const ruleOf = ({ computed }: AdviceView, id: string) => computed.rules.find(rule => rule.id === id);
const lineOf = async (patientId: string) =>
  (await client.worklist.list()).lines.find(({ id }) => id === patientId)?.advice;
const failure = (call: Promise<unknown>) => call.catch((error: unknown) => error);

describe('the advice of an episode', () => {
  it('is there with the first look, before any blood: encephalopathy grade 2 is refer now', async () => {
    const { episodeId, patientId } = await newEpisode(2);
    const view = await adviceOf(episodeId);
    expect(view).toMatchObject({ level: 'now', computed: { number: 1, anchorAt: at(0), engineVersion } });
    expect(ruleOf(view, 'encephalopathy-2')?.state).toBe('fired');
    expect(ruleOf(view, 'apasl-thresholds')?.state).toBe('not-judged');
    expect(await lineOf(patientId)).toMatchObject({ level: 'now', computed: 'now', decided: null });
  });

  it('follows every new value, keeps what it said before, and names inputs, policy and times', async () => {
    const { episodeId } = await newEpisode();
    await enter(episodeId, 1, { TBIL: '60', INR: '1.2', PTA: '80', CREA: '70' });
    const first = await adviceOf(episodeId);
    expect(first).toMatchObject({ level: 're-score', policy: { number: 1, origin: 'built-in', confirmed: null } });
    expect(first.computed.rescoreDueAt).toEqual([at(25), at(49)]);
    const [observation] = await enter(episodeId, 6, { TBIL: '100', INR: '1.6', PTA: '45', CREA: '72' });
    const second = await adviceOf(episodeId);
    expect(second).toMatchObject({ level: 'within-24h', computed: { anchorAt: at(6), rescoreDueAt: [] } });
    expect(second.earlier.map(({ level }) => level)).toEqual(['re-score', 're-score']); // before blood, and after the first
    expect(second.computed.inputs.find(({ key }) => key === 'tbil')).toMatchObject({
      ...{ value: 100, sampledAt: at(6), sourceId: observation?.id },
    });
    expect(ruleOf(second, 'apasl-thresholds')?.facts).toContainEqual(
      expect.objectContaining({ key: 'tbil', value: 100, cutoff: 85.5, operator: '>=', isMet: true, sampledAt: at(6) }),
    );
    expect(ruleOf(second, 'cn-pre-failure')?.state).toBe('fired'); // although nobody counts complications here
  });

  it('falls back with a voided value', async () => {
    const { episodeId } = await newEpisode();
    const [tbil] = await enter(episodeId, 2, { TBIL: '300' });
    expect((await adviceOf(episodeId)).level).toBe('now');
    await client.labs.void({ id: tbil?.id ?? '', reason: '录错' });
    const view = await adviceOf(episodeId);
    expect(view.level).toBe('re-score');
    expect(ruleOf(view, 'any-organ-failure')).toMatchObject({ state: 'not-judged' });
    expect(view.earlier[0]?.level).toBe('now');
  });

  it('does not fall because values grew old: the last known ones hold the rule', async () => {
    const { episodeId } = await newEpisode();
    await enter(episodeId, 2, { TBIL: '300' });
    await client.findings.record({
      episodeId,
      observedAt: at(40),
      note: '',
      findings: [{ code: 'weight', value: 60 }],
    });
    const view = await adviceOf(episodeId);
    expect(view).toMatchObject({ level: 'now', computed: { anchorAt: at(40) } });
    expect(ruleOf(view, 'any-organ-failure')).toMatchObject({
      state: 'held',
      missing: expect.arrayContaining([{ key: 'tbil', why: 'too-old', ageHours: 38 }]),
    });
  });

  it('is stored once while nothing changes', async () => {
    const { episodeId } = await newEpisode();
    await enter(episodeId, 2, { ALT: '400' });
    const before = (await adviceOf(episodeId)).computed.number;
    await enter(episodeId, 2, { AST: '300' });
    expect((await adviceOf(episodeId)).computed.number).toBe(before);
  });
});

describe('a physician', () => {
  it('confirms the advice that stands, not one that has changed meanwhile', async () => {
    const { episodeId, patientId } = await newEpisode();
    await enter(episodeId, 2, { TBIL: '300' });
    const { computed } = await adviceOf(episodeId);
    const confirmed = await client.advice.confirm({ episodeId, adviceId: computed.id });
    expect(confirmed.decision).toMatchObject({
      kind: 'confirmed',
      level: 'now',
      decidedBy: '示例医生',
      isCurrent: true,
    });
    await enter(episodeId, 4, { TBIL: '310', INR: '2.6' });
    expect((await adviceOf(episodeId)).decision).toMatchObject({ isCurrent: false, isQuestioned: false });
    expect(await failure(client.advice.confirm({ episodeId, adviceId: computed.id }))).toMatchObject({
      code: 'stale-version',
    });
    expect(await lineOf(patientId)).toMatchObject({ level: 'now', decided: 'confirmed' });
  });

  it('overrides with a reason; both stand, and the computed one is never lost', async () => {
    const { episodeId, patientId } = await newEpisode();
    await enter(episodeId, 2, { TBIL: '100', INR: '1.6' });
    const { computed } = await adviceOf(episodeId);
    const at24 = { episodeId, adviceId: computed.id };
    expect(await failure(client.advice.override({ ...at24, level: 'within-48h', reason: '  ' }))).toMatchObject({
      code: 'invalid-input',
    });
    expect(await failure(client.advice.override({ ...at24, level: 'within-24h', reason: '同意' }))).toMatchObject({
      ...{ code: 'invalid-input', data: { fields: ['level'] } },
    });
    const view = await client.advice.override({ ...at24, level: 'within-48h', reason: '家属明日到' });
    expect(view).toMatchObject({
      level: 'within-48h',
      computed: { level: 'within-24h' },
      decision: { kind: 'overridden', computedLevel: 'within-24h', reason: '家属明日到', isQuestioned: false },
    });
    expect(await lineOf(patientId)).toMatchObject({
      level: 'within-48h',
      computed: 'within-24h',
      decided: 'overridden',
    });
  });

  it('is asked again when the computed advice becomes more urgent, and until then the more urgent counts', async () => {
    const { episodeId, patientId } = await newEpisode();
    await enter(episodeId, 2, { TBIL: '100', INR: '1.6' });
    const { computed } = await adviceOf(episodeId);
    await client.advice.override({ episodeId, adviceId: computed.id, level: 're-score', reason: '观察' });
    await enter(episodeId, 4, { TBIL: '101', INR: '1.6' });
    expect(await adviceOf(episodeId)).toMatchObject({ level: 're-score', decision: { isQuestioned: false } });
    const [worse] = await enter(episodeId, 8, { TBIL: '250', INR: '1.9' });
    expect(await adviceOf(episodeId)).toMatchObject({
      level: 'now',
      decision: { isQuestioned: true, isCurrent: false },
    });
    expect(await lineOf(patientId)).toMatchObject({ level: 'now', isQuestioned: true });
    await client.labs.void({ id: worse?.id ?? '', reason: '他人标本' });
    // It stays in question until a physician has looked.
    expect(await adviceOf(episodeId)).toMatchObject({ level: 'within-24h', decision: { isQuestioned: true } });
    const now = (await adviceOf(episodeId)).computed;
    const again = await client.advice.override({ episodeId, adviceId: now.id, level: 're-score', reason: '仍观察' });
    expect(again).toMatchObject({ level: 're-score', decision: { isQuestioned: false }, earlierDecisions: [{}] });
  });

  it('is asked again when another organ fails under an override of the most urgent advice', async () => {
    const { episodeId } = await newEpisode();
    await enter(episodeId, 2, { TBIL: '300' });
    const { computed } = await adviceOf(episodeId);
    await client.advice.override({ episodeId, adviceId: computed.id, level: 'within-48h', reason: '床位' });
    await enter(episodeId, 3, { TBIL: '305' });
    expect((await adviceOf(episodeId)).decision?.isQuestioned).toBe(false);
    await enter(episodeId, 6, { TBIL: '305', CREA: '200' });
    expect(await adviceOf(episodeId)).toMatchObject({ level: 'now', decision: { isQuestioned: true } });
  });
});

describe('a draft of a referral', () => {
  it('begins with the urgency that stands', async () => {
    const { episodeId } = await newEpisode();
    await enter(episodeId, 2, { TBIL: '100', INR: '1.6' });
    expect((await client.referrals.draft({ episodeId })).form.urgency).toBe('within-24h');
    const quiet = await newEpisode();
    expect((await client.referrals.draft({ episodeId: quiet.episodeId })).form.urgency).toBeNull();
  });

  it('goes into the packet with the physician’s word, beside the ticked checklist', async () => {
    const { episodeId } = await newEpisode(1);
    await enter(episodeId, 2, { TBIL: '320', INR: '1.9', CREA: '95' });
    const { computed } = await adviceOf(episodeId);
    const reason = '夜间道路封闭';
    await client.advice.override({ episodeId, adviceId: computed.id, level: 'within-24h', reason });
    await client.management.tick({ episodeId, item: 'medical-base', version: 0 });
    const { id } = await client.referrals.draft({ episodeId });
    const { model } = await client.packet.preview({ id, pages: ['P2'], language: 'zh' });
    expect(model.advice).toMatchObject({ level: 'within-24h', computed: { level: 'now' }, policy: { number: 1 } });
    expect(model.advice?.decision).toMatchObject({ kind: 'overridden', reason, isCurrent: true });
    expect(model.advice).not.toHaveProperty('earlier');
    expect(model.management.lines.find(({ item }) => item === 'medical-base')?.done).not.toBeNull();
  });
});

describe('the hospital’s policy', () => {
  const newest = async () => {
    const [version] = await client.policy.list();
    if (!version) throw new Error('no policy');
    return version;
  };

  it('begins as the table of the program, in force and unconfirmed', async () => {
    expect(await newest()).toMatchObject({ number: 1, origin: 'built-in', confirmed: null, isInForce: true });
  });

  it('refuses an implausible table, naming rule and field, and an edit of an older version', async () => {
    const { table, number } = await newest();
    const rules = table.rules.map(rule => ({ ...rule, when: withThreshold(rule.when, 'tbil', 8550) }));
    const input = { basedOn: number, rules, rescoreAfterHours: table.rescoreAfterHours, reason: '测试' };
    expect(await failure(client.policy.save(input))).toMatchObject({
      ...{ code: 'invalid-input', data: { fields: ['rules.apasl-thresholds.tbil'] } },
    });
    expect(await failure(client.policy.save({ ...input, rules: table.rules, basedOn: 7 }))).toMatchObject({
      ...{ code: 'stale-version', data: { count: 1 } },
    });
  });

  it('takes effect when a physician confirms it, for every open episode, and keeps what was advised before', async () => {
    const { episodeId } = await newEpisode();
    await enter(episodeId, 2, { TBIL: '80', INR: '1.6', PTA: '80' });
    const before = await adviceOf(episodeId);
    expect(before.level).toBe('re-score');
    const { table, number } = await newest();
    const rules = table.rules.map(rule =>
      rule.id === 'apasl-thresholds' ? { ...rule, when: withThreshold(rule.when, 'tbil', 75) } : rule,
    );
    const input = { basedOn: number, rules, rescoreAfterHours: [12, 24], reason: '本院更早转' };
    expect(await client.policy.save(input)).toMatchObject({
      number: 2,
      origin: 'site',
      confirmed: null,
      isInForce: false,
    });
    expect((await adviceOf(episodeId)).level).toBe('re-score'); // not in force yet
    expect(await failure(client.policy.confirm({ number: 1 }))).toMatchObject({ code: 'stale-version' });
    expect(await client.policy.confirm({ number: 2 })).toMatchObject({
      isInForce: true,
      confirmed: { by: '示例医生' },
    });
    expect(await failure(client.policy.confirm({ number: 2 }))).toMatchObject({ code: 'already-signed' });
    const after = await adviceOf(episodeId);
    expect(after).toMatchObject({ level: 'within-24h', policy: { number: 2, confirmed: { by: '示例医生' } } });
    expect(after.earlier[0]).toMatchObject({ id: before.computed.id, level: 're-score' });
    expect((await client.policy.list()).map(version => [version.number, version.isInForce])).toEqual([
      [2, true],
      [1, false],
    ]);
  });
});
