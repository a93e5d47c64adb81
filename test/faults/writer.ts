import { parseArgs } from 'node:util';
import { startServices } from '../../electron/services/worker-thread.ts';
import { blankPatient } from '../../shared/records/patient.ts';
import { clientOver, setUpSite } from '../support/site-client.ts';

/**
 * Writes through the contract until it is killed. Says on standard output, a line of JSON each: that the audit chain is
 * whole after the start, then each write when it has been acknowledged.
 */
const { values } = parseArgs({ options: { data: { type: 'string', default: '' } } });
const PASSWORD = 'Kill-9-test';
const tell = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const services = await startServices({
  workerFile: new URL('../../dist/services/worker.cjs', import.meta.url),
  dataDir: values.data,
  appVersion: 'test',
  printing: 'page',
  platform: {
    renderPdf: () => Promise.reject(new Error('no browser here')),
    print: () => Promise.resolve('page'),
  },
  test: { cheapKeys: true },
  onFailure: () => process.exit(3),
});
const client = clientOver(services.connect());
const { vault } = await client.application.status();
if (vault === 'absent') await setUpSite(client, { password: PASSWORD });
else await client.session.unlock({ login: 'doctor', password: PASSWORD });
tell({ audit: await client.audit.check() });

for (;;) {
  const patient = await client.patients.create({ ...blankPatient(), name: '示例·断电', sex: 'male' });
  tell({ patient: patient.id, version: patient.version });
  const changed = await client.patients.update({
    id: patient.id,
    version: patient.version,
    fields: { ...blankPatient(), name: '示例·断电二', sex: 'male' },
    reason: '更正',
  });
  tell({ patient: changed.id, version: changed.version });
}
