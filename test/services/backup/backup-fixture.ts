import { join } from 'node:path';
import { type BackupService, createBackup } from '../../../electron/services/backup/backup-service.ts';
import { type CopyRunner, copyInThread } from '../../../electron/services/backup/copy-in-thread.ts';
import type { Actor } from '../../../electron/services/database/unit-of-work.ts';
import type { OpenVault } from '../../../electron/services/vault/open-vault.ts';
import type { TestSite } from '../vault/site-fixture.ts';

export const ADMIN: Actor = { id: 'u1', name: '管理员' };
/** A name that must be found nowhere in clear. */
export const PLANTED = '欧阳植入·OUYANG-PLANTED-NAME';

export const inThread = copyInThread(join(import.meta.dirname, '../../../electron/services/backup/backup-thread.ts'));

export interface TestBackup extends BackupService {
  changes: string[];
}

/** The backup service of an open vault, with the true thread unless `copy` stands in. */
export function backupOf(site: TestSite, copy: CopyRunner = inThread): TestBackup {
  const changes: string[] = [];
  const opened = site.vault.opened();
  const backup = createBackup({
    ...opened,
    vault: opened,
    paths: site.vault.paths,
    copy,
    onChange: () => changes.push('changed'),
    onDamage: () => {
      changes.push('damage');
      site.vault.rememberSite({ suspect: true });
    },
  });
  return { ...backup, changes };
}

/** Something to lose: a ward with this name. */
export function plantWard({ write, ids }: Pick<OpenVault, 'write' | 'ids'>, name: string = PLANTED): void {
  write(ADMIN, { action: 'wards.add', subject: null, reason: null }, tx =>
    tx.insert('ward', {
      id: ids.uuid(),
      facility_name: name,
      facility_code: 'SL2',
      ward_name: '肝病科',
      phone: '0',
      hours: '',
      duty_phone: '',
      active: 1,
    }),
  );
}

export const wardNames = ({ read }: OpenVault): string[] =>
  read
    .all(read.query.selectFrom('ward').select('facility_name').orderBy('facility_name'))
    .map(row => row.facility_name);
