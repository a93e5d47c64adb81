import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../../electron/services/audit/audit-service.ts';
import { createPatientReading } from '../../../electron/services/patients/patient-reading.ts';
import type { Clock } from '../../../electron/services/ports.ts';
import type { AuditFilter } from '../../../shared/contract/administration.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { searchSite } from '../patients/search-site.ts';

const NONE: AuditFilter = { kind: null, actorId: null, patient: '', from: null, to: null };
const WANG = { id: 'wang', name: '王医生' };
const LI = { id: 'li', name: '李护士' };
const T0 = Date.parse('2026-11-22T01:00:00Z');

let minutes = 0;
const clock: Clock = {
  now: () => new Date(T0 + minutes * 60_000).toISOString(),
  monotonicMs: () => minutes * 60_000,
};
let site: ReturnType<typeof searchSite>;
let zhang: string;
let other: string;
const actions = (filter: Partial<AuditFilter>) =>
  createAudit({ ...site.store, clock })
    .list({ before: null, limit: 200, filter: { ...NONE, ...filter } })
    .map(({ actor, action }) => `${actor} ${action}`);

beforeAll(() => {
  site = searchSite(clock);
  zhang = site.add({
    ...blankPatient(),
    name: '张三',
    hospitalNumbers: { inpatient: 'ZY-1', outpatient: '', record: '' },
  });
  other = site.add({ name: '李四' });
});
afterAll(() => site.store.close());

describe('reading a record', () => {
  it('is one event for a user and patient in a quarter of an hour, and one more after it', () => {
    const noteReading = createPatientReading({ ...site.store, clock });
    const reads = () => actions({ kind: 'read' }).length;
    for (const after of [0, 1, 10]) {
      minutes = after;
      noteReading(WANG, zhang);
    }
    expect(reads()).toBe(1);
    noteReading(WANG, other);
    noteReading(WANG, zhang); // back to the first: the same look
    expect(reads()).toBe(2);
    noteReading(LI, zhang);
    expect(reads()).toBe(3);
    createPatientReading({ ...site.store, clock })(WANG, zhang); // after a restart too
    expect(reads()).toBe(3);
    minutes = 16;
    noteReading(WANG, zhang);
    noteReading(WANG, zhang);
    expect(reads()).toBe(4);
  });

  it('puts whom one opened last first when nothing is typed, each user their own', () => {
    const opened = (userId: string) =>
      site.search({ query: '', fuzzy: false, limit: 5, userId, conceal: site.inClear }).map(({ name }) => name);
    expect(opened('wang')).toEqual(['张三', '李四']);
    expect(opened('li')).toEqual(['张三']);
    expect(opened('nobody')).toEqual([]);
  });
});

describe('the audit log', () => {
  it('is narrowed by kind, user, patient and day', () => {
    expect(actions({ actorId: 'li' })).toEqual(['李护士 patients.get']);
    expect(actions({ kind: 'record' })).toEqual(['nurse patients.create', 'nurse patients.create']);
    for (const patient of ['zy1', 'ZY-1', zhang])
      expect([patient, actions({ patient, kind: 'read' }).length]).toEqual([patient, 3]);
    expect(actions({ patient: 'zy' })).toEqual([]); // a part of a number finds nobody
    expect(actions({ patient: '张三' })).toEqual([]);
    expect(actions({ from: '2026-11-22', to: '2026-11-22' }).length).toBe(actions({}).length);
    expect(actions({ to: '2026-11-21' })).toEqual([]);
    expect(actions({ from: '2026-11-23' })).toEqual([]);
  });

  it('is exported in the reader’s language, harmless to a spreadsheet, and that is in the log itself', () => {
    site.store.write(WANG, { action: 'patients.update', subject: zhang, reason: '=HYPERLINK("x")' }, tx => tx.note());
    const audit = createAudit({ ...site.store, clock });
    const { csv, total, isWhole } = audit.export(LI, { filter: { ...NONE, patient: zhang }, language: 'zh-CN' });
    expect(csv).toContain('查阅病历');
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv.trim().split('\r\n')).toHaveLength(total + 1);
    expect(isWhole).toBe(true);
    expect(actions({ kind: 'output' })).toEqual(['李护士 audit.export']);
    expect(audit.check().ok).toBe(true);
  });
});
