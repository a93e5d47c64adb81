import { describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { fillTransport } from '../../../shared/referral/transport-defaults.ts';
import { blankTransportRecord, TransportRecord } from '../../../shared/referral/transport-record.ts';

const full = samplePacket('full');

describe('the transport record filled from the record', () => {
  it('takes the signing doctor, the running treatments and the serology that is known', () => {
    const filled = fillTransport(blankTransportRecord(), full);
    expect(filled.escorts).toMatchObject([{ name: '李明', role: 'doctor', criticalCare: false }]);
    expect(filled.infusions.length).toBeGreaterThan(0);
    expect(filled.isolation).toMatchObject({ hbv: 'positive', hcv: null, hiv: null, precautions: ['blood'] });
  });

  it('puts only signs of one look into a row, with the time of that look', () => {
    const { departureVitals } = fillTransport(blankTransportRecord(), full);
    expect(departureVitals).toMatchObject({ sbp: 108, dbp: 63, pulse: null, temperature: null, gcs: null });
    const seen = full.findings.find(({ code }) => code === 'sbp');
    expect(departureVitals.at).toBe(seen?.observedAt);
    const [row] = full.findings;
    if (!row) throw new Error('no finding');
    const later = { ...row, code: 'pulse', value: 120, observedAt: '2026-11-22T09:50:00+08:00' };
    const next = fillTransport(blankTransportRecord(), { ...full, findings: [...full.findings, later as typeof row] });
    expect(next.departureVitals).toMatchObject({ pulse: 120, sbp: null, at: later.observedAt });
  });

  it('never touches what was written, and always fits the record', () => {
    expect(fillTransport(full.transport, full)).toEqual(full.transport);
    for (const sample of ['minimal', 'full', 'overflow'] as const) {
      const filled = fillTransport(blankTransportRecord(), samplePacket(sample));
      expect(TransportRecord.parse(filled)).toEqual(filled);
    }
  });
});
