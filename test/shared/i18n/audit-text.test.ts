import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isContractProcedure } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contract/contract.ts';
import { actionText, changesText } from '../../../shared/i18n/audit-text.ts';
import { createI18n, LANGUAGES } from '../../../shared/i18n/i18n.ts';
import { AUDIT_KINDS, auditKind } from '../../../shared/records/audit-kind.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Last words of procedures that only answer. Any other one is a deed and needs a text. */
const ASKING = (
  'prefill ' +
  'status badge list get search versions tables open physicians deeds actors check test preview subscribe recoveryKey access touch lock put discard now ' +
  'readCodes beginFile appendFile previewFile own overview previewProfile previewPartner suspects pairs history compare begin beginFromInbox append read monthly course news detail'
).split(' ');

function procedures(node: object, path: string[] = []): string[] {
  if (isContractProcedure(node)) return [path.join('.')];
  return Object.entries(node).flatMap(([name, child]) => procedures(child, [...path, name]));
}

/** Names of deeds as the services write them. */
const written = globSync('electron/services/**/*.ts', { cwd: root }).flatMap(file =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:action: |\? )'([a-zA-Z]+\.[a-zA-Z.]+)'/g)].map(
    ([, action]) => action ?? '',
  ),
);
const deeds = procedures(contract).filter(path => !ASKING.includes(path.split('.').at(-1) ?? ''));

describe.each(LANGUAGES)('the audit log in %s', language => {
  const { t } = createI18n(language);

  it('has words for every deed of the contract, and for every other one that the services write', () => {
    const revealed = ['name', 'identity', 'phone', 'address'].map(field => `patients.reveal.${field}`);
    const all = [...deeds.filter(path => path !== 'patients.reveal'), ...written, ...revealed];
    expect([...new Set(all)].filter(action => actionText(action, t) === action)).toEqual([]);
  });

  it('shows an unknown deed by its name', () => {
    expect(actionText('patients.teleport', t)).toBe('patients.teleport');
    expect(actionText('patients', t)).toBe('patients');
    expect(actionText('constructor', t)).toBe('constructor');
  });

  it('counts what was written', () => {
    const insert = { entity: 'observation', operation: 'insert' };
    expect(changesText([insert, insert, { entity: 'x', operation: 'y' }], t)).toMatch(/×2.*x y/);
  });
});

describe('kinds of deeds', () => {
  it.each([
    ['patients.get', 'read'],
    ['patients.reveal.phone', 'reveal'],
    ['packet.print', 'output'],
    ['labs.record', 'record'],
    ['patients.update', 'record'],
    ['referrals.sign', 'referral'],
    ['sync.push', 'transfer'],
    ['session.unlock', 'session'],
    ['users.add', 'settings'],
  ])('%s is of the kind %s', (action, kind) => expect(auditKind(action)).toBe(kind));

  it('are all used', () => {
    expect(new Set([...deeds, ...written, 'patients.get', 'patients.reveal.name'].map(auditKind))).toEqual(
      new Set(AUDIT_KINDS),
    );
  });
});
