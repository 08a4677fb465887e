import { describe, expect, it } from '@jest/globals';
import { HOUSE_RULES } from './house-rules.ts';

const lines = (count: number) => 'const line = 1;\n'.repeat(count);
const documented = (name: string) => `/** Does it. */\nexport function ${name}() {}\n`;

/** rule (how its name begins), file, broken source, the line that is named, a source that keeps the rule. */
const cases: readonly (readonly [string, string, string, number, string])[] = [
  ['a file has at most', 'router/src/http/a.ts', lines(201), 201, lines(200)],
  ['a file of tests has at most', 'router/src/http/a.test.ts', lines(401), 401, lines(400)],
  ['an index.ts has at most', 'subgraphs/a/src/index.ts', lines(41), 41, lines(40)],
  [
    'a command, query',
    'subgraphs/a/src/services/commands/create-a.ts',
    documented('createA') + documented('createB'),
    4,
    `${documented('createA')}function other() {}\n`,
  ],
  [
    'a command, query',
    'subgraphs/a/src/utils/hash-a.ts',
    documented('hashB'),
    2,
    documented('hashA'),
  ],
  [
    'a command, query',
    'subgraphs/a/src/listeners/on-a.ts',
    '/** Only a type. */\nexport type A = string;\n',
    1,
    'export const onA = 1;\n',
  ],
  [
    'a resolver passes',
    'subgraphs/a/src/resolvers/query.ts',
    '\nconst a = (_, __, ctx) => ctx.posts.all();',
    2,
    'const a = (_, __, ctx) => posts(ctx);',
  ],
  [
    'a resolver passes',
    'subgraphs/a/src/resolvers/query.ts',
    'const { posts } = ctx;',
    1,
    'const posts = postsOf(ctx);',
  ],
  [
    'an exported function says',
    'packages/sdk/src/a.ts',
    '\nexport async function a() {}',
    2,
    documented('a'),
  ],
  [
    'an unsafe cast',
    'router/src/a.ts',
    '\nconst a = b as any;',
    2,
    '// It is.\nconst a = b as any;',
  ],
  [
    'an unsafe cast',
    'router/src/a.ts',
    'const a = b as unknown as C;',
    1,
    'const a = b as unknown as C; // the library says less than it does',
  ],
  [
    'an unsafe cast',
    'web/src/a.tsx',
    '// @ts-ignore'.slice(3),
    1,
    '// Its types lag.\n// @ts-ignore',
  ],
  ['what is left to do', 'web/src/a.ts', `// ${'TO'}DO later`, 1, `// ${'TO'}DO(#12) later`],
  ['no test is skipped', 'test/a.test.ts', `it.${'only'}('a')`, 1, "it('a')"],
  ['no test is skipped', 'test/a.test.ts', "\n  xit('a')", 2, "exit('a')"],
  ['folders are named', 'web/src/appShell/a.ts', '', 1, ''],
];

describe('the house rules', () => {
  it.each(cases)('%s: %s', (begin, file, broken, line, kept) => {
    const rule = HOUSE_RULES.find(({ name }) => name.startsWith(begin));
    expect(rule?.appliesTo(file)).toBe(true);
    expect(rule?.faults(broken, file)).toEqual([line]);
    const keptFile = file.replace('appShell', 'app-shell');
    expect(rule?.faults(kept, keptFile)).toEqual([]);
  });

  it('each have a case', () => {
    const tested = HOUSE_RULES.filter(({ name }) =>
      cases.some(([begin]) => name.startsWith(begin)),
    );
    expect(tested).toEqual(HOUSE_RULES);
  });

  it.each([
    ['a file has at most', 'router/src/http/a.test.ts'],
    ['an index.ts has at most', 'packages/sdk/src/index.ts'],
    ['a command, query', 'subgraphs/a/src/utils/hash-a.test.ts'],
    ['an exported function says', 'router/src/testing/kit.ts'],
  ])('%s leaves %s alone', (begin, file) => {
    expect(HOUSE_RULES.find(({ name }) => name.startsWith(begin))?.appliesTo(file)).toBe(false);
  });
});
