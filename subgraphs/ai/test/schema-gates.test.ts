import { describe, expect, it } from '@jest/globals';
import { edit, sound } from './support/change-candidate.ts';
import { describeGate, useJudge } from './support/describe-gate.ts';
import { SLOW_MS } from './support/forge-world.ts';

const judge = useJudge();

const MIGRATION = 'prisma/migrations/20261124000000_products/migration.sql';

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

describeGate('authorization', judge, [
  [
    'a root field without a rule',
    'AUTHORIZATION_MISSING',
    edit(
      'schema.graphql',
      / @requiresScopes\(scopes: \[\["products:product:read"\]\]\)\n {2}"The tenant/,
      '\n  "The tenant',
    ),
  ],
  [
    'a public root field',
    'DIRECTIVE_NOT_ALLOWED',
    edit(
      'schema.graphql',
      'product(id: ID!): Product @requiresScopes(scopes: [["products:product:read"]])',
      'product(id: ID!): Product @tag(name: "public")',
    ),
  ],
  [
    'a permission nobody contributes',
    'PERMISSION_UNKNOWN',
    edit('schema.graphql', '[["products:product:create"]]', '[["products:product:all"]]'),
  ],
  [
    'a type without a rule',
    'AUTHORIZATION_MISSING',
    edit('schema.graphql', 'type CreateProductPayload @authenticated', 'type CreateProductPayload'),
  ],
  [
    'an override',
    'DIRECTIVE_NOT_ALLOWED',
    edit(
      'schema.graphql',
      '  createdAt: DateTime!',
      '  createdAt: DateTime! @override(from: "plugin-cms")',
    ),
  ],
  [
    'a link of its own',
    'DEFINITION_NOT_ALLOWED',
    edit(
      'schema.graphql',
      'scalar DateTime',
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n\nscalar DateTime',
    ),
  ],
  [
    'a schema that is none',
    'SCHEMA_INVALID',
    edit('schema.graphql', 'type Query {', 'type Query {{'),
  ],
  [
    'an event nobody emits',
    'EVENT_UNKNOWN',
    edit('schema.graphql', 'names: ["product:created"]', 'names: ["post:created"]'),
  ],
  [
    'a silent description',
    'DESCRIPTION_SILENT',
    edit('schema.graphql', 'or null. Needs `products:product:read`.', 'or null.'),
  ],
]);

describeGate('tenancy', judge, [
  [
    'no row-level security',
    'ROW_SECURITY_MISSING',
    edit(MIGRATION, /ALTER TABLE [^\n]*ENABLE[^\n]*\n/, ''),
  ],
  [
    'unforced row-level security',
    'ROW_SECURITY_NOT_FORCED',
    edit(MIGRATION, /ALTER TABLE [^\n]*FORCE[^\n]*\n/, ''),
  ],
  [
    'a lax policy',
    'STATEMENT_NOT_ALLOWED',
    edit(MIGRATION, 'USING (tenant_id = (SELECT app.current_tenant()))', 'USING (true)'),
  ],
  [
    'a unique key over all tenants',
    'UNIQUE_WITHOUT_TENANT',
    edit(MIGRATION, 'UNIQUE (tenant_id, code)', 'UNIQUE (code)'),
  ],
  [
    'money as floating point',
    'FLOATING_POINT',
    edit(MIGRATION, 'NUMERIC(19,4)', 'DOUBLE PRECISION'),
  ],
  [
    'a function in the migration',
    'STATEMENT_NOT_ALLOWED',
    edit(
      MIGRATION,
      'CREATE TABLE',
      "CREATE FUNCTION app.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';\nCREATE TABLE",
    ),
  ],
  [
    'another plugin’s table',
    'STATEMENT_NOT_ALLOWED',
    edit(MIGRATION, 'CREATE TABLE', 'DROP TABLE cms.posts;\nCREATE TABLE'),
  ],
  [
    'a grant to everybody',
    'STATEMENT_NOT_ALLOWED',
    edit(MIGRATION, 'TO gestas_products', 'TO PUBLIC'),
  ],
]);

describeGate('ownership', judge, [
  [
    'a type that is another’s',
    'OWNERSHIP_CONFLICT',
    edit(
      'schema.graphql',
      'type User @key(fields: "id", resolvable: false) @authenticated {',
      'type User @key(fields: "id") @authenticated {\n  email: String!',
    ),
  ],
  [
    'a root field that is another’s',
    'OWNERSHIP_CONFLICT',
    edit('schema.graphql', '  product(id: ID!)', '  post(id: ID!)'),
  ],
  [
    'an event that is another’s',
    'NAME_TAKEN',
    edit('manifest.json', '"emits": [', '"emits": ["post:created", '),
  ],
]);
