import { describe, expect, it } from 'vitest';
import { extendHistory, passwordFaults } from '../../../electron/services/vault/password-policy.ts';
import { coded } from './site-fixture.ts';

describe('a password', () => {
  it.each([
    ['Bridge-2026', []],
    ['bridge2026', ['classes']],
    ['Br-2026', ['length']],
    ['肝病科Bridge1', []],
    ['Chen.Wei-2026', ['login']],
    ['chen', ['length', 'classes']],
  ])('%s breaks %j', (password, faults) => {
    expect(passwordFaults('chen.wei', password)).toEqual(faults);
  });

  it('may not be one of the last five, and may come back after that', async () => {
    let history: string[] = [];
    for (const nth of [1, 2, 3, 4, 5]) history = await extendHistory(history, `Bridge-000${nth}`);
    await expect(extendHistory(history, 'Bridge-0001')).rejects.toEqual(coded('password-reused'));
    await expect(extendHistory(history, 'Bridge-0005')).rejects.toEqual(coded('password-reused'));
    history = await extendHistory(history, 'Bridge-0006');
    expect(history).toHaveLength(5);
    await expect(extendHistory(history, 'Bridge-0001')).resolves.toHaveLength(5);
    expect(history.join()).not.toContain('Bridge-000');
  });
});
