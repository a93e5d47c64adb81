import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFacility } from '../../../electron/services/facility/facility-service.ts';
import { createWards } from '../../../electron/services/wards/wards-service.ts';
import { coded, newVaultForm, type TestSite, testSite } from '../vault/site-fixture.ts';

const ADMIN = { id: 'u1', name: '管理员' };
let site: TestSite;
beforeEach(async () => {
  site = testSite();
  await site.vault.create(newVaultForm());
});
afterEach(() => site.remove());

describe('the facility', () => {
  it('changes its name, told to all windows and to the unlock screen, and keeps its code and workstation', () => {
    const onChange = ({ name }: { name: string }) => site.vault.rememberSite({ facilityName: name });
    const facility = createFacility({ ...site.vault.opened(), onChange });
    const { code, workstation, ...fields } = facility.get();
    const changed = facility.update(ADMIN, { ...fields, name: '测试县第一人民医院' });
    expect(changed).toEqual({ ...fields, name: '测试县第一人民医院', code, workstation });
    expect(facility.get()).toEqual(changed);
    expect(site.announced).toEqual([{ type: 'settings.changed' }]);
    expect(site.vault.site().facilityName).toBe('测试县第一人民医院');
  });
});

describe('the receiving wards', () => {
  it('are added, changed by version, and taken out of use without being lost', () => {
    const wards = createWards(site.vault.opened());
    const fields = { facilityName: '省立测试医院', facilityCode: 'SL1', wardName: '重症肝病科', phone: '0571-0000003' };
    const { id, version } = wards.add(ADMIN, fields);
    const changed = wards.update(ADMIN, { id, version, fields: { ...fields, phone: '0571-9' }, active: false });
    expect(changed).toEqual({ ...fields, id, phone: '0571-9', active: false, version: 2 });
    expect(wards.list()).toHaveLength(2);
    expect(() => wards.update(ADMIN, { id, version, fields, active: true })).toThrow(coded('stale-version'));
    expect(() => wards.get('00000000-0000-4000-8000-000000000000')).toThrow(coded('not-found'));
  });
});
