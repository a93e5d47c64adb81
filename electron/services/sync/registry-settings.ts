import { z } from 'zod';
import { RegistryAuth } from '../../../shared/contract/administration.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { DEFAULT_FHIR_BASE } from '../../../shared/fhir/uris.ts';
import type { Reader } from '../database/store.ts';
import type { Actor, Write } from '../database/unit-of-work.ts';
import { isAllowedRegistryUrl } from './url-policy.ts';

/** Row `registry` of the settings. The token never leaves the vault. */
const RegistrySetting = z.object({
  baseUrl: z.string(), // '' = not set
  auth: RegistryAuth,
  fhirBase: z.string(),
  sendResidentId: z.boolean(),
  emitUncheckedLoinc: z.boolean(),
});
export type RegistrySetting = z.infer<typeof RegistrySetting>;

const SETTING_ID = 'registry';

const UNSET: RegistrySetting = {
  baseUrl: '',
  auth: { mode: 'none' },
  fhirBase: DEFAULT_FHIR_BASE,
  sendResidentId: false,
  emitUncheckedLoinc: false,
};

const settingRow = (read: Reader) =>
  read.first(read.query.selectFrom('setting').selectAll().where('id', '=', SETTING_ID));

/** How the registry is reached and written; nothing reached where it was never set. */
export function readRegistrySetting(read: Reader): RegistrySetting {
  const row = settingRow(read);
  return row ? RegistrySetting.parse(JSON.parse(row.body_json)) : UNSET;
}

export interface RegistrySettings {
  /** For the contract's `registry.get`: never the token. */
  get(): { baseUrl: string; authMode: AuthInput['mode']; fhirBase: string };
  /** For `registry.set`. @throws AppError registry-url-refused */
  set(actor: Actor, input: { baseUrl: string; auth: AuthInput }): void;
}

type AuthInput = z.infer<typeof RegistryAuth>;

export function createRegistrySettings({ read, write }: { read: Reader; write: Write }): RegistrySettings {
  return {
    get() {
      const { baseUrl, auth, fhirBase } = readRegistrySetting(read);
      return { baseUrl, authMode: auth.mode, fhirBase };
    },
    set(actor, { baseUrl, auth }) {
      const url = baseUrl.trim().replace(/\/+$/, '');
      if (url !== '' && !isAllowedRegistryUrl(url)) throw new AppError('registry-url-refused');
      write(actor, { action: 'registry.set', subject: null, reason: null }, tx => {
        const present = settingRow(tx.read);
        const body = { ...readRegistrySetting(tx.read), baseUrl: url, auth };
        if (present) tx.update('setting', SETTING_ID, present.version, { body_json: JSON.stringify(body) });
        else tx.insert('setting', { id: SETTING_ID, body_json: JSON.stringify(body) });
        // All answers are fetched anew.
        tx.bookkeeping.remove('pull_cursor', { base_url: url });
        tx.announce({ type: 'settings.changed' });
      });
    },
  };
}
