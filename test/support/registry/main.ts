import { parseArgs } from 'node:util';
import { startRegistry } from './registry.ts';
import { startWardPage } from './ward-page.ts';

/**
 * `node test/support/registry/main.ts [--port N] [--training] [--organization code=name …] [--ward code]`
 * `--ward code`: also a page on which one answers as that ward.
 * Prints one line of JSON with the addresses and the organizations, then runs until interrupted.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    training: { type: 'boolean', default: false },
    organization: { type: 'string', multiple: true, default: [] },
    ward: { type: 'string' },
  },
});

const organizations = values.organization.map(text => {
  const at = text.indexOf('=');
  return at < 0 ? { code: text, name: text } : { code: text.slice(0, at), name: text.slice(at + 1) };
});
const registry = await startRegistry({ port: Number(values.port), training: values.training, organizations });
const wardPage = values.ward === undefined ? null : await startWardPage(registry, values.ward);
console.log(JSON.stringify({ url: registry.url, wardUrl: wardPage?.url ?? null, organizations }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void Promise.all([registry.close(), wardPage?.close()]).then(() => process.exit(0)));
}
