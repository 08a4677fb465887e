import { add, drop, edit } from './support/change-candidate.ts';
import { describeGate, useJudge } from './support/describe-gate.ts';

const judge = useJudge();

describeGate('contract', judge, [
  ['a path out of the folder', 'PATH_NOT_ALLOWED', add('../cms/src/x.ts', 'export {};')],
  ['an absolute path', 'PATH_NOT_ALLOWED', add('/etc/passwd', 'x')],
  ['a file of its own kind', 'PATH_NOT_ALLOWED', add('src/x.mjs', 'export {};')],
  ['generated code', 'PATH_NOT_ALLOWED', add('src/generated/x.ts', 'export {};')],
  ['a file too large', 'FILE_TOO_LARGE', add('src/utils/x.ts', 'x'.repeat(70_000))],
  ['a file there twice', 'FILE_TWICE', add('src/Index.ts'.toLowerCase(), 'export {};')],
  ['hidden characters', 'HIDDEN_CHARACTERS', add('src/utils/x.ts', 'export {}; // \u202e')],
  ['a missing file', 'FILE_MISSING', drop('src/context.ts')],
  ['no tests', 'FILE_MISSING', drop('test/products.test.ts')],
  [
    'a new dependency',
    'DEPENDENCY_NOT_ALLOWED',
    edit('package.json', '"zod"', '"left-pad": "1.0.0",\n    "zod"'),
  ],
  [
    'a script of installation',
    'DEPENDENCY_NOT_ALLOWED',
    edit('package.json', '"type"', '"scripts": { "postinstall": "sh" },\n  "type"'),
  ],
  ['a Dockerfile of its own', 'FIXED_FILE_CHANGED', edit('Dockerfile', 'USER node', 'USER root')],
  [
    'a program as Prisma generator',
    'PRISMA_HEAD_CHANGED',
    edit('prisma/schema.prisma', '"prisma-client"', '"node evil.js"'),
  ],
  [
    'a second generator',
    'PRISMA_HEAD_CHANGED',
    edit(
      'prisma/schema.prisma',
      'model Product',
      'generator x {\n  provider = "sh"\n}\n\nmodel Product',
    ),
  ],
  [
    'another tenant’s data asked for',
    'RIGHT_NOT_ALLOWED',
    edit('manifest.json', '"consumes": []', '"consumes": [], "uses": ["cms:post:read"]'),
  ],
  [
    'the right to sign in',
    'RIGHT_NOT_ALLOWED',
    edit('manifest.json', '"consumes": []', '"consumes": [], "sessionCookies": true'),
  ],
  [
    'a foreign permission',
    'PERMISSION_FOREIGN',
    edit('manifest.json', '"products:product:read"', '"cms:post:read"'),
  ],
  [
    'another plugin’s name',
    'NAME_MISMATCH',
    edit('manifest.json', 'plugin-products', 'plugin-cms'),
  ],
]);
