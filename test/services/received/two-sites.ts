import type { Platform } from '../../../electron/services/platform.ts';
import { introduce, machine, PASSWORD, WARD_FACILITY } from '../../support/roads.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

export interface TwoSites {
  county: SiteClient;
  ward: SiteClient;
  /** A second session at one of them. */
  another(site: 'county' | 'ward'): Promise<SiteClient>;
  close(): Promise<void>;
}

/** A county and a ward, each on its own data directory, that have compared their keys by telephone. */
export async function twoSites(at: Platform = machine): Promise<TwoSites> {
  const transports: OpenTransport[] = [await memoryPair(at), await memoryPair(at)];
  const [county, ward] = (await Promise.all(transports.map(each => each.connect()))) as [SiteClient, SiteClient];
  await setUpSite(county, { password: PASSWORD });
  await setUpSite(ward, { password: PASSWORD, facility: WARD_FACILITY });
  await introduce(county, ward);
  await introduce(ward, county);
  const another = (site: 'county' | 'ward') => transports[site === 'county' ? 0 : 1]?.connect() as Promise<SiteClient>;
  return { county, ward, another, close: async () => void (await Promise.all(transports.map(each => each.close()))) };
}
