import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { packetChanges } from '../../../shared/referral/packet-changes.ts';
import { signedPackets } from '../fhir/packets.ts';

const full = samplePacket('full');
const last = full.observations.at(-1);
if (!last) throw new Error('no observation');

describe('what a supplement says otherwise', () => {
  it('is nothing of a packet against itself', () => {
    fc.assert(
      fc.property(signedPackets, packet => {
        expect(packetChanges(packet, structuredClone(packet))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('names each row that came, changed or went exactly once, and gives it back the other way round', () => {
    fc.assert(
      fc.property(signedPackets, signedPackets, (before, now) => {
        const there = packetChanges(before, now);
        const back = packetChanges(now, before);
        const count = (changes: typeof there, how: string) =>
          changes.filter(change => change.how === how && ['lab', 'finding', 'treatment'].includes(change.what)).length;
        expect(count(there, 'added')).toBe(count(back, 'removed'));
        expect(count(there, 'removed')).toBe(count(back, 'added'));
        expect(count(there, 'changed')).toBe(count(back, 'changed'));
      }),
      { numRuns: 30 },
    );
  });

  it('is the new result with its value, unit and sample time', () => {
    const row = { ...last, id: '0197a000-0000-7000-9000-0000000000ff', code: 'INR' as const, valueSi: 2.4 };
    const added = { ...row, enteredValue: '2.4', enteredUnit: '', sampledAt: '2026-11-22T10:00:00.000Z' };
    const changes = packetChanges(full, { ...full, observations: [...full.observations, added] });
    expect(changes).toEqual([
      {
        ...{ what: 'lab', code: 'INR', how: 'added', id: added.id, at: added.sampledAt, before: null },
        after: '2.4',
      },
    ]);
  });

  it('is a corrected result with what it was', () => {
    const [first] = full.observations.filter(({ code }) => code === 'TBIL');
    if (!first) throw new Error('no TBIL');
    const corrected = { ...first, version: 2, enteredValue: '241.3', valueSi: 241.3 };
    const observations = full.observations.map(row => (row.id === first.id ? corrected : row));
    expect(packetChanges(full, { ...full, observations })).toMatchObject([
      { what: 'lab', code: 'TBIL', how: 'changed', before: '214.3 umol/L', after: '241.3 umol/L' },
    ]);
  });

  it('is a text of the form that was rewritten, not the summary nor the words about the change', () => {
    const form = {
      ...full.form,
      presentState: '嗜睡',
      changes: '病情加重',
      sbar: { ...full.form.sbar, isEdited: true },
    };
    expect(packetChanges(full, { ...full, form })).toMatchObject([
      { what: 'form', code: 'presentState', how: 'changed', after: '嗜睡' },
    ]);
  });
});
