import { afterAll, describe, expect, it } from '@jest/globals';
import { createGateCrew } from '../src/gates/gate-crew.ts';
import { createJudge } from '../src/gates/judge.ts';
import { readMountedFolders } from '../src/graph/read-mounted-folders.ts';
import { add, both, type Change, drop, edit, sound } from './support/change-candidate.ts';
import { SLOW_MS } from './support/forge-world.ts';

const crew = createGateCrew();
const judge = createJudge(crew, () => readMountedFolders('subgraphs'));
afterAll(() => crew.stop());

const COMMAND = 'src/services/commands/create-product.ts';
const QUERY = 'src/services/queries/product.ts';
const REPOSITORY = 'src/repositories/prisma-product-repository.ts';
const MIGRATION = 'prisma/migrations/20261124000000_products/migration.sql';
/** Says something more at the beginning of the command's body. */
const says = (statement: string) =>
  edit(COMMAND, '  const draft =', `  ${statement}\n  const draft =`);

describe('the gates', () => {
  it(
    'let a sound plugin pass, each of them',
    async () => {
      const { issues, checks } = await judge(sound());
      expect(issues).toEqual([]);
      expect(checks.map(({ gate, status }) => `${gate} ${status}`)).toEqual([
        'contract PASSED',
        'imports PASSED',
        'authorization PASSED',
        'tenancy PASSED',
        'ownership PASSED',
        'types PASSED',
        'composition PASSED',
      ]);
    },
    SLOW_MS,
  );

  const faults: [string, string, string, Change][] = [
    [
      'a path out of the folder',
      'contract',
      'PATH_NOT_ALLOWED',
      add('../cms/src/x.ts', 'export {};'),
    ],
    ['an absolute path', 'contract', 'PATH_NOT_ALLOWED', add('/etc/passwd', 'x')],
    ['a file of its own kind', 'contract', 'PATH_NOT_ALLOWED', add('src/x.mjs', 'export {};')],
    ['generated code', 'contract', 'PATH_NOT_ALLOWED', add('src/generated/x.ts', 'export {};')],
    ['a file too large', 'contract', 'FILE_TOO_LARGE', add('src/utils/x.ts', 'x'.repeat(70_000))],
    [
      'a file there twice',
      'contract',
      'FILE_TWICE',
      add('src/Index.ts'.toLowerCase(), 'export {};'),
    ],
    [
      'hidden characters',
      'contract',
      'HIDDEN_CHARACTERS',
      add('src/utils/x.ts', 'export {}; // \u202e'),
    ],
    ['a missing file', 'contract', 'FILE_MISSING', drop('src/context.ts')],
    ['no tests', 'contract', 'FILE_MISSING', drop('test/products.test.ts')],
    [
      'a new dependency',
      'contract',
      'DEPENDENCY_NOT_ALLOWED',
      edit('package.json', '"zod"', '"left-pad": "1.0.0",\n    "zod"'),
    ],
    [
      'a script of installation',
      'contract',
      'DEPENDENCY_NOT_ALLOWED',
      edit('package.json', '"type"', '"scripts": { "postinstall": "sh" },\n  "type"'),
    ],
    [
      'a Dockerfile of its own',
      'contract',
      'FIXED_FILE_CHANGED',
      edit('Dockerfile', 'USER node', 'USER root'),
    ],
    [
      'a program as Prisma generator',
      'contract',
      'PRISMA_HEAD_CHANGED',
      edit('prisma/schema.prisma', '"prisma-client"', '"node evil.js"'),
    ],
    [
      'a second generator',
      'contract',
      'PRISMA_HEAD_CHANGED',
      edit(
        'prisma/schema.prisma',
        'model Product',
        'generator x {\n  provider = "sh"\n}\n\nmodel Product',
      ),
    ],
    [
      'another tenant’s data asked for',
      'contract',
      'RIGHT_NOT_ALLOWED',
      edit('manifest.json', '"consumes": []', '"consumes": [], "uses": ["cms:post:read"]'),
    ],
    [
      'a secret of the machine’s',
      'contract',
      'RIGHT_NOT_ALLOWED',
      edit('manifest.json', '"consumes": []', '"consumes": [], "environment": ["GEMINI_API_KEY"]'),
    ],
    [
      'the right to sign in',
      'contract',
      'RIGHT_NOT_ALLOWED',
      edit('manifest.json', '"consumes": []', '"consumes": [], "sessionCookies": true'),
    ],
    [
      'a foreign permission',
      'contract',
      'PERMISSION_FOREIGN',
      edit('manifest.json', '"products:product:read"', '"cms:post:read"'),
    ],
    [
      'another plugin’s name',
      'contract',
      'NAME_MISMATCH',
      both(
        edit('manifest.json', 'plugin-products', 'plugin-cms'),
        edit('manifest.json', '/x/products/', '/x/cms/'),
      ),
    ],
    [
      'a child process',
      'imports',
      'IMPORT_NOT_ALLOWED',
      edit(COMMAND, 'import ', "import { exec } from 'node:child_process';\nimport "),
    ],
    [
      'another plugin’s code',
      'imports',
      'IMPORT_NOT_ALLOWED',
      edit(COMMAND, 'import ', "import { x } from '../../../../cms/src/context.ts';\nimport "),
    ],
    ['a dynamic import', 'imports', 'DYNAMIC_IMPORT', says("await import('node:fs');")],
    ['eval', 'imports', 'GLOBAL_NOT_ALLOWED', says("eval('1');")],
    ['Function', 'imports', 'GLOBAL_NOT_ALLOWED', says("new Function('return 1')();")],
    ['fetch', 'imports', 'GLOBAL_NOT_ALLOWED', says("await fetch('http://example.com');")],
    ['the environment', 'imports', 'GLOBAL_NOT_ALLOWED', says('const secret = process.env;')],
    ['the global object', 'imports', 'GLOBAL_NOT_ALLOWED', says("globalThis['pro' + 'cess'];")],
    [
      'a constructor’s constructor',
      'imports',
      'ESCAPE',
      says("(() => 1).constructor('return 1')();"),
    ],
    [
      'the same by a made-up name',
      'imports',
      'ESCAPE',
      says("(() => 1)['const' + 'ructor']('return 1')();"),
    ],
    ['another tenant', 'imports', 'ESCAPE', says("const other = ctx.forTenant('x');")],
    [
      'raw SQL',
      'imports',
      'RAW_SQL',
      edit(
        REPOSITORY,
        'const rows = await',
        'await client.$queryRawUnsafe(ids[0]);\n      const rows = await',
      ),
    ],
    [
      'raw SQL by its name in quotes',
      'imports',
      'RAW_SQL',
      edit(
        REPOSITORY,
        'const rows = await',
        "await client['$executeRaw']``;\n      const rows = await",
      ),
    ],
    ['silenced types', 'imports', 'CHECK_SUPPRESSED', says('// @ts-nocheck')],
    [
      'something run at import',
      'imports',
      'SIDE_EFFECT',
      edit('src/events.ts', '/** The event book', 'events.toString();\n\n/** The event book'),
    ],
    [
      'a command without its permission',
      'imports',
      'PERMISSION_UNCHECKED',
      edit(COMMAND, /const viewer = requirePermission[^\n]*/, "const viewer = { userId: '' };"),
    ],
    [
      'a query that asks too late',
      'imports',
      'PERMISSION_UNCHECKED',
      edit(QUERY, '  requirePermission', '  ctx.products.count();\n  requirePermission'),
    ],
    [
      'a root field without a rule',
      'authorization',
      'AUTHORIZATION_MISSING',
      edit(
        'schema.graphql',
        / @requiresScopes\(scopes: \[\["products:product:read"\]\]\)\n {2}"The tenant/,
        '\n  "The tenant',
      ),
    ],
    [
      'a public root field',
      'authorization',
      'DIRECTIVE_NOT_ALLOWED',
      edit(
        'schema.graphql',
        'product(id: ID!): Product @requiresScopes(scopes: [["products:product:read"]])',
        'product(id: ID!): Product @tag(name: "public")',
      ),
    ],
    [
      'a permission nobody contributes',
      'authorization',
      'PERMISSION_UNKNOWN',
      edit('schema.graphql', '[["products:product:create"]]', '[["products:product:all"]]'),
    ],
    [
      'a type without a rule',
      'authorization',
      'AUTHORIZATION_MISSING',
      edit(
        'schema.graphql',
        'type CreateProductPayload @authenticated',
        'type CreateProductPayload',
      ),
    ],
    [
      'an override',
      'authorization',
      'DIRECTIVE_NOT_ALLOWED',
      edit(
        'schema.graphql',
        '  createdAt: DateTime!',
        '  createdAt: DateTime! @override(from: "plugin-cms")',
      ),
    ],
    [
      'a link of its own',
      'authorization',
      'DEFINITION_NOT_ALLOWED',
      edit(
        'schema.graphql',
        'scalar DateTime',
        'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n\nscalar DateTime',
      ),
    ],
    [
      'a schema that is none',
      'authorization',
      'SCHEMA_INVALID',
      edit('schema.graphql', 'type Query {', 'type Query {{'),
    ],
    [
      'an event nobody emits',
      'authorization',
      'EVENT_UNKNOWN',
      edit('schema.graphql', 'names: ["product:created"]', 'names: ["post:created"]'),
    ],
    [
      'a silent description',
      'authorization',
      'DESCRIPTION_SILENT',
      edit('schema.graphql', 'or null. Needs `products:product:read`.', 'or null.'),
    ],
    [
      'no row-level security',
      'tenancy',
      'ROW_SECURITY_MISSING',
      edit(MIGRATION, /ALTER TABLE [^\n]*ENABLE[^\n]*\n/, ''),
    ],
    [
      'unforced row-level security',
      'tenancy',
      'ROW_SECURITY_NOT_FORCED',
      edit(MIGRATION, /ALTER TABLE [^\n]*FORCE[^\n]*\n/, ''),
    ],
    [
      'a lax policy',
      'tenancy',
      'STATEMENT_NOT_ALLOWED',
      edit(MIGRATION, 'USING (tenant_id = (SELECT app.current_tenant()))', 'USING (true)'),
    ],
    [
      'a unique key over all tenants',
      'tenancy',
      'UNIQUE_WITHOUT_TENANT',
      edit(MIGRATION, 'UNIQUE (tenant_id, code)', 'UNIQUE (code)'),
    ],
    [
      'money as floating point',
      'tenancy',
      'FLOATING_POINT',
      edit(MIGRATION, 'NUMERIC(19,4)', 'DOUBLE PRECISION'),
    ],
    [
      'a function in the migration',
      'tenancy',
      'STATEMENT_NOT_ALLOWED',
      edit(
        MIGRATION,
        'CREATE TABLE',
        "CREATE FUNCTION app.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';\nCREATE TABLE",
      ),
    ],
    [
      'another plugin’s table',
      'tenancy',
      'STATEMENT_NOT_ALLOWED',
      edit(MIGRATION, 'CREATE TABLE', 'DROP TABLE cms.posts;\nCREATE TABLE'),
    ],
    [
      'a grant to everybody',
      'tenancy',
      'STATEMENT_NOT_ALLOWED',
      edit(MIGRATION, 'TO gestas_products', 'TO PUBLIC'),
    ],
    [
      'a type that is another’s',
      'ownership',
      'OWNERSHIP_CONFLICT',
      edit(
        'schema.graphql',
        'type User @key(fields: "id", resolvable: false) @authenticated {',
        'type User @key(fields: "id") @authenticated {\n  email: String!',
      ),
    ],
    [
      'a root field that is another’s',
      'ownership',
      'OWNERSHIP_CONFLICT',
      edit('schema.graphql', '  product(id: ID!)', '  post(id: ID!)'),
    ],
    [
      'an event that is another’s',
      'ownership',
      'NAME_TAKEN',
      edit('manifest.json', '"emits": [', '"emits": ["post:created", '),
    ],
    ['a type error', 'types', 'TS2322', edit(COMMAND, 'return product;', 'return product.id;')],
    [
      'a field nobody resolves',
      'types',
      'FIELD_UNRESOLVED',
      edit('schema.graphql', '  createdAt: DateTime!', '  margin: Int!\n  createdAt: DateTime!'),
    ],
    [
      'a model Prisma does not take',
      'types',
      'PRISMA_SCHEMA_INVALID',
      edit('prisma/schema.prisma', '  createdAt ', '  broken Nothing\n  createdAt '),
    ],
  ];

  it.each(faults)(
    'stop %s',
    async (_what, gate, code, change) => {
      const { issues, checks } = await judge(change(sound()));
      expect(issues.map((issue) => issue.code)).toContain(code);
      expect(checks.find(({ status }) => status === 'FAILED')?.gate).toBe(gate);
      expect(issues.every(({ message }) => message.length > 0)).toBe(true);
    },
    SLOW_MS,
  );

  it(
    'stop what does not compose, which only the composer sees',
    async () => {
      const stub =
        'type Post @key(fields: "id", resolvable: false) @authenticated {\n  id: Int!\n}\n\ninput CreateProductInput';
      const change = edit('schema.graphql', 'input CreateProductInput', stub);
      const use = edit('schema.graphql', '  createdBy: User!', '  createdBy: User!\n  post: Post');
      const answer = edit(
        'src/resolvers/product.ts',
        '  createdBy:',
        '  post: () => null,\n  createdBy:',
      );
      const { issues, checks } = await judge(answer(use(change(sound()))));
      expect(issues.map(({ code }) => code)).toEqual(['FIELD_TYPE_MISMATCH']);
      expect(checks.at(-1)).toMatchObject({ gate: 'composition', status: 'FAILED' });
    },
    SLOW_MS,
  );
});
