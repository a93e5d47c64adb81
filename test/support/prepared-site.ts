import { startServices } from '../../electron/services/worker-thread.ts';
import type { Facility } from '../../shared/records/facility.ts';
import { clientOver, type SiteClient, setUpSite } from './site-client.ts';

interface Preparation {
  dataDir: string;
  password: string;
  samples?: boolean;
  /** A county hospital unless given. */
  facility?: Facility;
  /** Further records, by whoever has just set the site up. */
  fill?: (client: SiteClient) => Promise<void>;
}

/** Sets a site up without its screens, for tests and benches that begin behind the sign-in. The user is `doctor`. */
export async function prepareSite({ dataDir, password, samples = false, facility, fill }: Preparation): Promise<void> {
  const services = await startServices({
    workerFile: new URL('../../dist/services/worker.cjs', import.meta.url),
    dataDir,
    appVersion: 'prepared',
    printing: 'page',
    platform: { renderPdf: () => Promise.reject(new Error('not here')), print: () => Promise.resolve('page') },
    test: { cheapKeys: true },
    onFailure: failure => {
      throw failure;
    },
  });
  try {
    const client = clientOver(services.connect());
    await setUpSite(client, { password, samples, ...(facility ? { facility } : {}) });
    await fill?.(client);
  } finally {
    await services.close();
  }
}
