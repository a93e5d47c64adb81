import { parseArgs } from 'node:util';
import { startRegistry } from './registry.ts';

/**
 * `node test/support/registry/main.ts [--port N] [--training] [--organization code=name …]`
 * Prints one line of JSON with the address and the organizations, then runs until interrupted.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    training: { type: 'boolean', default: false },
    organization: { type: 'string', multiple: true, default: [] },
  },
});

const organizations = values.organization.map(text => {
  const at = text.indexOf('=');
  return at < 0 ? { code: text, name: text } : { code: text.slice(0, at), name: text.slice(at + 1) };
});
const registry = await startRegistry({ port: Number(values.port), training: values.training, organizations });
console.log(JSON.stringify({ url: registry.url, organizations }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void registry.close().then(() => process.exit(0)));
}
