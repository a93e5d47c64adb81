import { describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { canonicalBytes, packetSha256 } from '../../../shared/referral/packet-hash.ts';

const text = (value: unknown) => new TextDecoder().decode(canonicalBytes(value));

describe('packet hash', () => {
  it('is taken over RFC 8785 JSON: sorted keys, shortest numbers, no spaces', () => {
    expect(text({ b: 1e21, a: [0.1, 1.0, 'é', '\u20ac'], A: null })).toBe('{"A":null,"a":[0.1,1,"é","€"],"b":1e+21}');
  });

  it('does not depend on the order of the fields', async () => {
    const model = samplePacket('full');
    const reversed = Object.fromEntries(Object.entries(model).reverse()) as typeof model;
    expect(await packetSha256(reversed)).toBe(await packetSha256(model));
  });

  it('is 64 hexadecimal digits and changes with any value', async () => {
    const model = samplePacket('full');
    const sha = await packetSha256(model);
    expect(sha).toMatch(/^[0-9a-f]{64}$/);
    const [first, ...rest] = model.observations;
    const altered = { ...model, observations: [{ ...first, valueSi: 214.4 }, ...rest] } as typeof model;
    expect(await packetSha256(altered)).not.toBe(sha);
  });
});
