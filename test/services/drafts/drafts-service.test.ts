import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDrafts } from '../../../electron/services/drafts/drafts-service.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';

const CHEN = { id: 'u1', name: '陈测试' };
const ZHAO = { id: 'u2', name: '赵测试' };

let site: OpenStore;
beforeEach(() => {
  site = openStore();
});
afterEach(() => site.close());

describe('a draft', () => {
  it('comes back as it was, to its user alone', () => {
    const drafts = createDrafts(site);
    const body = { name: '张三', labs: [{ code: 'TBIL', value: '171.' }], note: null };
    const { savedAt } = drafts.put(CHEN, { key: 'patient:new', body });
    expect(drafts.get(CHEN, { key: 'patient:new' })).toEqual({ body, savedAt });
    expect(drafts.get(ZHAO, { key: 'patient:new' })).toBeNull();
    expect(drafts.get(CHEN, { key: 'patient:other' })).toBeNull();
  });

  it('is replaced by later typing and goes when it is discarded, without a trace in the audit log', () => {
    const drafts = createDrafts(site);
    drafts.put(CHEN, { key: 'k', body: 1 });
    drafts.put(CHEN, { key: 'k', body: 2 });
    drafts.put(ZHAO, { key: 'k', body: 3 });
    expect(drafts.get(CHEN, { key: 'k' })?.body).toBe(2);
    drafts.discard(CHEN, { key: 'k' });
    expect(drafts.get(CHEN, { key: 'k' })).toBeNull();
    expect(drafts.get(ZHAO, { key: 'k' })?.body).toBe(3);
    expect(site.store.all(site.store.query.selectFrom('audit_event').selectAll())).toEqual([]);
  });
});
