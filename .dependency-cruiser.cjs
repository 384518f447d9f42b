/** Who may import whom: the table of ARCHITECTURE.md, one rule a row. */
const TEST = '\\.test\\.tsx?$|(^|/)transcripts?/|^testing/';
const ROOMS =
  'core|nodes|infra|services|server|worker|app|components|scripts|testing|bench|e2e|prisma|templates';
const DEFINITIONS = '^nodes/definitions\\.generated\\.ts$';
const PURE_PACKAGES = ['zod', 'acorn', 'croner', 'fflate', 'luxon', 're2js', 'saxes', 'yaml', 'yjs'];

/** `room` may import its own files, what `allowed` matches, and packages. */
function room(name, allowed, options = {}) {
  return {
    name: `${name}-imports`,
    comment: `${name} may import ${['itself', ...allowed].join(', ')}.`,
    severity: 'error',
    from: { path: options.from ?? `^${name}/`, pathNot: [TEST, ...(options.fromNot ?? [])] },
    to: { path: `^(${ROOMS})/`, pathNot: [options.own ?? `^${name}/`, ...allowed] },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: { pathNot: '^next-env' },
      to: { couldNotResolve: true, pathNot: '\\.css$|^\\.next/' },
    },
    {
      name: 'no-test-packages-in-the-product',
      severity: 'error',
      from: { path: '^(core|nodes|infra|services|server|worker|app|components)/', pathNot: TEST },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'no-tests-imported',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: '\\.test\\.tsx?$' },
    },
    room('core', []),
    {
      name: 'core-packages',
      comment: `core may use the pure packages ${PURE_PACKAGES.join(', ')} and nothing of the platform.`,
      severity: 'error',
      from: { path: '^core/', pathNot: TEST },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown', 'core'],
        pathNot: `node_modules/(${PURE_PACKAGES.join('|')}|@types/(${PURE_PACKAGES.join('|')}))/`,
      },
    },
    room('node-definitions', ['^core/node-kit/'], {
      from: '^nodes/[^/]+/definition\\.ts$',
      own: '^core/node-kit/',
    }),
    room('node-executors', ['^core/', '^nodes/_shared/'], {
      from: '^nodes/([^/]+)/',
      fromNot: ['definition\\.ts$'],
      own: '^nodes/$1/',
    }),
    {
      name: 'node-executors-open-nothing',
      comment:
        'An executor is handed ctx; it opens no socket, file or process of its own. Hashing opens nothing.',
      severity: 'error',
      from: { path: '^nodes/[^/]+/', pathNot: TEST },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    room('infra', ['^core/']),
    room('templates', ['^core/']),
    room('services', ['^core/', DEFINITIONS, '^infra/', '^templates/']),
    room('server', ['^core/', DEFINITIONS, '^infra/', '^services/']),
    room('worker', [
      '^core/',
      '^nodes/(definitions|registry|jobs)\\.generated\\.ts$',
      '^infra/',
      '^services/',
    ]),
    {
      name: 'executors-in-the-worker-alone',
      severity: 'error',
      from: { pathNot: [TEST, '^worker/', '^nodes/'] },
      to: { path: '^nodes/((registry|jobs)\\.generated\\.ts$|[^/]+/(executor|job)\\.ts$)' },
    },
    {
      name: 'no-executor-reaches-the-browser',
      severity: 'error',
      from: { path: '^(components|app)/', pathNot: TEST },
      to: { path: '^nodes/[^/]+/(executor|job)\\.ts$', reachable: true },
    },
    room('components', ['^core/', DEFINITIONS, '^server/']),
    room('app', ['^core/', DEFINITIONS, '^components/', '^server/']),
    {
      name: 'browser-takes-types-of-the-server-alone',
      severity: 'error',
      from: { path: '^(components|app)/', pathNot: TEST },
      to: { path: '^server/', pathNot: '^server/auth/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'components-know-no-auth-internals',
      severity: 'error',
      from: { path: '^components/', pathNot: TEST },
      to: { path: '^server/auth/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'components-run-in-the-browser',
      severity: 'error',
      from: { path: '^components/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules/.*/node_modules|dist|\\.next|infra/db/generated)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
