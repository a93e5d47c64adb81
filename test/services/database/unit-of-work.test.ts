import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { checkAudit } from '../../../electron/services/audit/audit-chain.ts';
import { assertEncrypted, openConnection } from '../../../electron/services/database/connection.ts';
import type { OutboxEntry } from '../../../electron/services/database/unit-of-work.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';

const WARD = {
  id: 'b8a7f9d0-0000-4000-8000-000000000001',
  facility_name: '省立医院',
  facility_code: 'SL1',
  ward_name: '肝病科',
  phone: '0000-1',
  hours: '',
  duty_phone: '',
  active: 1,
};
const ACTOR = { id: 'u1', name: '测试医生' };
const deed = (action: string, reason: string | null = null) => ({ action, subject: WARD.id, reason });

const ENTRY: OutboxEntry = {
  op_id: 'op1',
  stream_id: 's1',
  step: 'task',
  payload_format: 1,
  priority: 1,
  resource_type: 'Task',
  resource_id: 't1',
  depends_on: null,
  payload: Buffer.from('{}'),
  resources: [],
};

let site: OpenStore;
afterEach(() => site.close());

const addWard = () => site.write(ACTOR, deed('wards.add'), tx => tx.insert('ward', WARD));

describe('the unit of work', () => {
  it('keeps the replaced row, who replaced it and why', () => {
    site = openStore();
    addWard();
    site.write(ACTOR, deed('wards.update', '改号'), tx => tx.update('ward', WARD.id, 1, { phone: '0000-2' }));
    const version = site.store.first(site.store.query.selectFrom('row_version').selectAll());
    expect(version).toMatchObject({ entity: 'ward', version: 1, replaced_by: 'u1', reason: '改号' });
    expect(JSON.parse(version?.row_json ?? '{}')).toMatchObject({ phone: '0000-1' });
    expect(site.store.first(site.store.query.selectFrom('ward').select(['phone', 'version']))).toEqual({
      phone: '0000-2',
      version: 2,
    });
    expect(checkAudit(site.store)).toEqual({ events: 2, ok: true, fault: null });
  });

  it('refuses a change based on a version that is no longer the latest', () => {
    site = openStore();
    addWard();
    site.write(ACTOR, deed('wards.update'), tx => tx.update('ward', WARD.id, 1, { phone: '2' }));
    const late = () => site.write(ACTOR, deed('wards.update'), tx => tx.update('ward', WARD.id, 1, { phone: '3' }));
    expect(late).toThrow(expect.objectContaining({ code: 'stale-version' }));
  });

  it('leaves nothing behind, no row, version, audit, queue or event, when the work fails', () => {
    site = openStore();
    const failing = () =>
      site.write(ACTOR, deed('wards.add'), tx => {
        tx.insert('ward', WARD);
        tx.enqueue(ENTRY);
        tx.announce({ type: 'settings.changed' });
        throw new Error('stop');
      });
    expect(failing).toThrow('stop');
    for (const table of ['ward', 'row_version', 'audit_event', 'outbox', 'outbox_payload'] as const)
      expect(site.store.all(site.store.query.selectFrom(table).selectAll())).toEqual([]);
    expect(site.announced).toEqual([]);
  });

  it('is on the disk at once, but for what may come with the next write, whatever became of that', () => {
    site = openStore();
    const FULL = 2;
    const NORMAL = 1;
    const seen: unknown[] = [];
    const look = () => seen.push(site.connection.pragma('synchronous', { simple: true }));
    const withNext = { ...deed('sync.push'), durable: 'with-next' as const };
    site.write(ACTOR, deed('wards.add'), look);
    site.write(ACTOR, withNext, look);
    look();
    const failing = () =>
      site.write(ACTOR, withNext, () => {
        throw new Error('stop');
      });
    expect(failing).toThrow('stop');
    site.write(ACTOR, deed('wards.add'), look);
    expect(seen).toEqual([FULL, NORMAL, FULL, FULL]);
  });

  it('refuses to change a frozen payload even to bare SQL', () => {
    site = openStore();
    site.write(ACTOR, deed('referrals.sign'), tx => tx.enqueue(ENTRY));
    expect(() => site.connection.exec(`UPDATE outbox_payload SET payload = x'00'`)).toThrow('append-only');
    expect(() => site.connection.exec('DELETE FROM outbox_payload')).toThrow('append-only');
  });

  it('refuses to delete or rewrite history even to bare SQL', () => {
    site = openStore();
    addWard();
    expect(() => site.connection.exec('DELETE FROM audit_event')).toThrow('append-only');
    expect(() => site.connection.exec(`UPDATE audit_event SET action = 'x'`)).toThrow('append-only');
    expect(() => site.connection.exec('DELETE FROM ward')).toThrow('append-only');
  });
});

describe('the audit chain', () => {
  const forge = (sql: string) => {
    site = openStore();
    addWard();
    for (let version = 1; version <= 4; version++)
      site.write(ACTOR, deed('wards.update'), tx => tx.update('ward', WARD.id, version, { phone: String(version) }));
    site.connection.exec('DROP TRIGGER audit_event_never_changed; DROP TRIGGER audit_event_never_deleted;');
    site.connection.exec(sql);
    return checkAudit(site.store);
  };

  it('finds a tampered event', () => {
    expect(forge(`UPDATE audit_event SET actor_name = '别人' WHERE seq = 3`).fault).toEqual({
      seq: 3,
      kind: 'tampered',
    });
  });

  it('finds a missing event, also the last one', () => {
    expect(forge('DELETE FROM audit_event WHERE seq = 3').fault).toEqual({ seq: 3, kind: 'missing' });
    site.close();
    expect(forge('DELETE FROM audit_event WHERE seq = 5').fault).toEqual({ seq: 5, kind: 'head-mismatch' });
  });

  it('finds two events that changed places, even with their numbers', () => {
    const swap = `UPDATE audit_event SET seq = 99 WHERE seq = 2; UPDATE audit_event SET seq = 2 WHERE seq = 3;
      UPDATE audit_event SET seq = 3 WHERE seq = 99;`;
    expect(forge(swap).fault?.seq).toBe(2);
  });

  it('finds an event whose own hash was recomputed but not its successor', () => {
    const fault = forge(`UPDATE audit_event SET previous_hash = hash WHERE seq = 4`).fault;
    expect(fault?.seq).toBe(4);
  });
});

describe('the database file', () => {
  it('holds no name in clear, neither in the file nor in its log, and does not open with another key', () => {
    site = openStore();
    addWard();
    assertEncrypted(site.file);
    for (const path of [site.file, `${site.file}-wal`]) {
      expect(readFileSync(path).includes(Buffer.from('省立医院'))).toBe(false);
      expect(readFileSync(path).subarray(0, 15).toString()).not.toBe('SQLite format 3');
    }
    expect(() => openConnection(site.file, Buffer.alloc(32, 7))).toThrow(
      expect.objectContaining({ code: 'wrong-key' }),
    );
  });
});
