import { edit } from './support/change-candidate.ts';
import { describeGate, useJudge } from './support/describe-gate.ts';

const judge = useJudge();

const COMMAND = 'src/services/commands/create-product.ts';
const QUERY = 'src/services/queries/product.ts';
const REPOSITORY = 'src/repositories/prisma-product-repository.ts';

/** Says something more at the beginning of the command's body. */
const says = (statement: string) =>
  edit(COMMAND, '  const draft =', `  ${statement}\n  const draft =`);

describeGate('imports', judge, [
  [
    'a child process',
    'IMPORT_NOT_ALLOWED',
    edit(COMMAND, 'import ', "import { exec } from 'node:child_process';\nimport "),
  ],
  [
    'another plugin’s code',
    'IMPORT_NOT_ALLOWED',
    edit(COMMAND, 'import ', "import { x } from '../../../../cms/src/context.ts';\nimport "),
  ],
  ['a dynamic import', 'DYNAMIC_IMPORT', says("await import('node:fs');")],
  ['eval', 'GLOBAL_NOT_ALLOWED', says("eval('1');")],
  ['Function', 'GLOBAL_NOT_ALLOWED', says("new Function('return 1')();")],
  ['fetch', 'GLOBAL_NOT_ALLOWED', says("await fetch('http://example.com');")],
  ['the environment', 'GLOBAL_NOT_ALLOWED', says('const secret = process.env;')],
  ['the global object', 'GLOBAL_NOT_ALLOWED', says("globalThis['pro' + 'cess'];")],
  ['a constructor’s constructor', 'ESCAPE', says("(() => 1).constructor('return 1')();")],
  ['the same by a made-up name', 'ESCAPE', says("(() => 1)['const' + 'ructor']('return 1')();")],
  ['another tenant', 'ESCAPE', says("const other = ctx.forTenant('x');")],
  [
    'raw SQL',
    'RAW_SQL',
    edit(
      REPOSITORY,
      'const rows = await',
      'await client.$queryRawUnsafe(ids[0]);\n      const rows = await',
    ),
  ],
  [
    'raw SQL by its name in quotes',
    'RAW_SQL',
    edit(
      REPOSITORY,
      'const rows = await',
      "await client['$executeRaw']``;\n      const rows = await",
    ),
  ],
  ['silenced types', 'CHECK_SUPPRESSED', says('// @ts-nocheck')],
  [
    'something run at import',
    'SIDE_EFFECT',
    edit('src/events.ts', '/** The event book', 'events.toString();\n\n/** The event book'),
  ],
  [
    'a command without its permission',
    'PERMISSION_UNCHECKED',
    edit(COMMAND, /const viewer = requirePermission[^\n]*/, "const viewer = { userId: '' };"),
  ],
  [
    'a query that asks too late',
    'PERMISSION_UNCHECKED',
    edit(QUERY, '  requirePermission', '  ctx.products.count();\n  requirePermission'),
  ],
]);

describeGate('types', judge, [
  ['a type error', 'TS2322', edit(COMMAND, 'return product;', 'return product.id;')],
  [
    'a field nobody resolves',
    'FIELD_UNRESOLVED',
    edit('schema.graphql', '  createdAt: DateTime!', '  margin: Int!\n  createdAt: DateTime!'),
  ],
  [
    'a model Prisma does not take',
    'PRISMA_SCHEMA_INVALID',
    edit('prisma/schema.prisma', '  createdAt ', '  broken Nothing\n  createdAt '),
  ],
]);
