/** A room of any plugin; `$1` in a `to` is the plugin that the `from` matched. */
const room = (names) => `^subgraphs/([^/]+)/src/${names}/`;
const same = (names) => `^subgraphs/$1/src/${names}`;
const TESTS = '\\.test\\.ts$|/testing/|/test/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'every-import-exists',
      severity: 'error',
      comment: 'Generated code imports packages that hold types only.',
      from: { pathNot: '/generated/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'plugins-are-strangers',
      comment: 'A plugin reaches another only by GraphQL or by events.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'plugins-know-only-the-sdk',
      severity: 'error',
      from: { path: '^subgraphs/' },
      to: { path: '^(router|web|scripts)/' },
    },
    {
      name: 'the-sdk-stands-alone',
      comment: 'Its testing kit may start the database as `npm start` does.',
      severity: 'error',
      from: { path: '^packages/sdk/', pathNot: TESTS },
      to: { path: '^(subgraphs|router|web|scripts|prisma)/' },
    },
    {
      name: 'the-sdk-tests-know-no-plugin',
      severity: 'error',
      from: { path: '^packages/sdk/' },
      to: { path: '^(subgraphs|router|web)/' },
    },
    {
      name: 'router-and-web-know-no-plugin',
      severity: 'error',
      from: { path: '^(router|web)/' },
      to: { path: '^subgraphs/' },
    },
    {
      name: 'router-and-web-are-strangers',
      severity: 'error',
      from: { path: '^(router|web)/' },
      to: { path: '^(router|web)/', pathNot: '^$1/' },
    },
    {
      name: 'resolvers-are-thin',
      comment:
        'Resolvers call commands, queries and utils; never a repository, a listener or the database.',
      severity: 'error',
      from: { path: room('resolvers') },
      to: { path: `${same('(repositories|listeners|models)/')}|/generated/prisma/|@prisma/` },
    },
    {
      name: 'queries-do-not-command',
      severity: 'error',
      from: { path: room('services/queries') },
      to: { path: same('(services/commands|events\\.ts|resolvers|listeners)') },
    },
    {
      name: 'services-know-no-graphql',
      severity: 'error',
      from: { path: room('(services|listeners)') },
      to: { path: '/src/resolvers/|/generated/|node_modules/graphql/|@apollo/' },
    },
    {
      name: 'services-know-repositories-by-interface',
      comment: 'context.ts alone picks the implementation.',
      severity: 'error',
      from: { path: room('(services|listeners|resolvers|models|utils)') },
      to: { path: '/repositories/prisma-' },
    },
    {
      name: 'services-know-these-rooms',
      severity: 'error',
      from: { path: room('services'), pathNot: TESTS },
      to: {
        path: same(''),
        pathNot: same('(services/|models/|repositories/|utils/|context\\.ts$|events\\.ts$)'),
      },
    },
    {
      name: 'services-see-only-context-types',
      comment: 'What a service needs at run time it gets as its first argument.',
      severity: 'error',
      from: { path: room('services'), pathNot: TESTS },
      to: {
        path: same('(repositories/|context\\.ts$|events\\.ts$)'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'index-only-starts',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/src/index\\.ts$' },
      to: { path: same(''), pathNot: same('definition\\.ts$') },
    },
    {
      name: 'the-database-is-behind-repositories',
      severity: 'error',
      from: {
        path: '^subgraphs/([^/]+)/src/',
        pathNot: '/src/(repositories/|context\\.ts|generated/)',
      },
      to: { path: '@prisma/|/generated/prisma/|node_modules/(pg|ioredis)/' },
    },
    {
      name: 'adapters-know-ports',
      comment:
        'What stands behind a port knows models, repositories, utils and the environment; nothing that asks it.',
      severity: 'error',
      from: { path: room('adapters'), pathNot: TESTS },
      to: { path: same('(services|resolvers|listeners|context\\.ts$|events\\.ts$)') },
    },
    {
      name: 'utils-import-nothing-of-ours',
      comment: 'Types of models cost nothing and are allowed.',
      severity: 'error',
      from: { path: room('utils'), pathNot: TESTS },
      to: { path: same(''), pathNot: same('utils/'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-are-strangers',
      comment: 'Features of the web client meet only in the shell.',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/[^/]+/', pathNot: '^web/src/features/$1/' },
    },
    {
      name: 'shared-web-rooms-know-no-feature',
      severity: 'error',
      from: { path: '^web/src/(components|hooks|connection|i18n)/' },
      to: { path: '^web/src/(features|app)/' },
    },
    {
      name: 'workers-stay-small',
      comment:
        'Each worker loads what it imports once more: the SDK costs 40 MB and most of a second in each.',
      severity: 'error',
      from: { path: '^router/src/.*-worker\\.ts$' },
      to: { path: '^packages/sdk/', reachable: true },
    },
    {
      name: 'tests-are-not-shipped',
      severity: 'error',
      from: { pathNot: `${TESTS}|^(test|bench)/|-contract\\.ts$` },
      to: { path: '\\.test\\.ts$|^[^/]+/(?!.*node_modules).*/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/generated/prisma/internal/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
