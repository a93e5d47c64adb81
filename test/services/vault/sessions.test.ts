import { beforeEach, describe, expect, it } from 'vitest';
import { createSessions, type Sessions } from '../../../electron/services/vault/sessions.ts';
import type { SessionUser } from '../../../shared/contract/application.ts';
import { coded, ManualClock } from './site-fixture.ts';

const user = (id: string, roles: SessionUser['roles'] = ['physician']): SessionUser => ({
  id,
  login: id,
  displayName: id,
  title: '',
  roles,
});

let clock: ManualClock;
let sessions: Sessions;
beforeEach(() => {
  clock = new ManualClock();
  sessions = createSessions({ clock, idleSeconds: () => 600 });
  sessions.signIn('window', user('chen'));
});

describe('a session', () => {
  it('belongs to its connection', () => {
    expect(sessions.userOf('window')?.id).toBe('chen');
    expect(sessions.userOf('another')).toBeNull();
    sessions.signIn('another', user('zhao'));
    sessions.lock('window');
    expect(sessions.userOf('window')).toBeNull();
    expect(sessions.userOf('another')?.id).toBe('zhao');
  });

  it('locks when idle, at the second, even before anybody looks', () => {
    clock.advance(599);
    expect(sessions.userOf('window')?.id).toBe('chen');
    clock.advance(1);
    expect(sessions.userOf('window')).toBeNull();
    expect(() => sessions.touch('window')).toThrow(coded('not-signed-in'));
    expect(sessions.expire()).toEqual(['window']);
    expect(sessions.expire()).toEqual([]);
  });

  it('waits while somebody is at the keyboard, and says until when', () => {
    clock.advance(500);
    expect(sessions.touch('window')).toEqual({ lockAt: '2026-11-22T01:18:20.000Z' });
    clock.advance(599);
    expect(sessions.userOf('window')?.id).toBe('chen');
  });

  it('locks after the computer slept, and is not kept open by a clock set back', () => {
    clock.setWall(601); // sleep: the monotonic clock stood still
    expect(sessions.userOf('window')).toBeNull();
    sessions.signIn('window', user('chen'));
    clock.setWall(-86_400);
    clock.advanceMonotonic(600);
    expect(sessions.userOf('window')).toBeNull();
  });

  it('goes to whoever signs in at the same window', () => {
    sessions.signIn('window', user('zhao'));
    expect(sessions.userOf('window')?.id).toBe('zhao');
    sessions.disconnect('window');
    expect(sessions.userOf('window')).toBeNull();
  });

  it('follows a change of roles at once and ends with its user', () => {
    sessions.signIn('another', user('zhao'));
    expect(sessions.userChanged('chen', user('chen', ['nurse']))).toEqual(['window']);
    expect(sessions.userOf('window')?.roles).toEqual(['nurse']);
    expect(sessions.userChanged('chen', null)).toEqual(['window']);
    expect(sessions.userOf('window')).toBeNull();
    expect(sessions.userOf('another')?.id).toBe('zhao');
  });
});

describe('the vault behind the lock', () => {
  it('stays open while somebody is signed in or a transfer waits, and is to be closed otherwise', () => {
    expect(sessions.shouldCloseVault(() => 0)).toBe(false);
    clock.advance(600);
    expect(sessions.isAnyoneSignedIn()).toBe(false);
    expect(sessions.shouldCloseVault(() => 1)).toBe(false);
    expect(sessions.shouldCloseVault(() => 0)).toBe(true);
  });
});
