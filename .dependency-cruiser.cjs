/** The one-way imports of the house. test/build/layers.test.ts proves that a breach is found. */
module.exports = {
  forbidden: [
    {
      name: 'shared-stands-alone',
      comment: 'shared/ is pure: the medicine and the language run anywhere',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(electron|renderer|build|test)/' },
    },
    {
      name: 'shared-without-node',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-imports-shared-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(electron|build|test)/' },
    },
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'services-import-shared-only',
      severity: 'error',
      from: { path: '^electron/services/' },
      to: { path: '^(renderer|build|test|electron/(shell|host))/' },
    },
    {
      name: 'hosts-only-start-the-services',
      comment: 'shell and host may start the worker and fill its platform; nothing else of the services',
      severity: 'error',
      from: { path: '^electron/(shell|host)/' },
      to: { path: '^electron/services/', pathNot: '^electron/services/(worker-thread|platform)\\.ts$' },
    },
    {
      name: 'shell-and-host-are-strangers',
      severity: 'error',
      from: { path: '^electron/(shell|host)/' },
      to: { path: '^electron/(shell|host)/', pathNot: '^electron/$1/' },
    },
    {
      name: 'only-the-shell-imports-electron',
      severity: 'error',
      from: { pathNot: '^(electron/shell|test|build)/' },
      to: { path: '(^|/)node_modules/electron/' },
    },
    {
      name: 'one-door-to-the-database',
      comment: 'a database opened elsewhere could be plaintext',
      severity: 'error',
      from: { pathNot: '^(electron/services/database|test)/' },
      to: { path: '(^|/)node_modules/better-sqlite3/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      mainFields: ['module', 'main', 'types'], // @medplum/fhirtypes has types only
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
