import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getIntrospectionQuery, parse } from 'graphql';
import { createLimits } from './create-limits.ts';
import { STATIC_LIMITS } from './limits-profile.ts';
import { measureDocument } from './measure-document.ts';
import { callerOf, judge } from './testing/check.ts';

const VIEWER = { userId: 'u', tenantId: 't', roleId: 'r', permissions: [], sessionId: 's' };
const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');
const nested = (levels: number) => `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`;
/** Each fragment spreads the next one twice: 2^n leaves in n lines. */
const bomb = (levels: number) =>
  `{ ...F0 } ${repeat(levels, (i) => `fragment F${i} on Query { a { ...F${i + 1} } b { ...F${i + 1} } }`)} fragment F${levels} on Query { c }`;

describe.each([
  ['documentBytes', 65_536, (n: number) => `{ a } #${'x'.repeat(n - 7)}`],
  ['depth', 12, nested],
  ['aliases', 30, (n: number) => `{ a { ${repeat(n, (i) => `b${i}: c`)} } }`],
  ['directives', 10, (n: number) => `{ a ${repeat(n, () => '@include(if: true)')} }`],
  ['rootFields', 20, (n: number) => `{ ${repeat(n, (i) => `f${i}`)} }`],
  ['fragments', 50, (n: number) => `{ a } ${repeat(n, (i) => `fragment F${i} on Query { a }`)}`],
  ['expandedSelections', 5_000, (n: number) => `{ a { ${repeat(n - 1, (i) => `f${i}`)} } }`],
  [
    'introspectionRoots',
    1,
    (n: number) => `{ ${repeat(n, () => '__schema { queryType { name } }')} }`,
  ],
  ['introspectionDepth', 20, (n: number) => `{ __schema ${nested(n - 1)} }`],
  ['nesting', 400, (n: number) => `{ a(b: ${'['.repeat(n - 2)}${']'.repeat(n - 2)}) }`],
] as const)('%s', (limit, maximum, write) => {
  it(`passes at ${maximum}`, () => {
    expect(judge(write(maximum))).toBeNull();
  });

  it('is refused above, with limit, value, maximum and one code', () => {
    expect(judge(write(maximum + 1))).toEqual({
      code: 'LIMIT_EXCEEDED',
      limit,
      value: maximum + 1,
      maximum,
    });
  });
});

describe('bytes', () => {
  it('counts extensions with the document', () => {
    const extensions = { padding: 'x'.repeat(65_536) };
    expect(judge('{ a }', { extensions })).toMatchObject({ limit: 'documentBytes' });
  });

  it('allows signed-in viewers larger variables than visitors', () => {
    const variables = { text: 'x'.repeat(17_000) };
    expect(judge('{ a }', { variables })).toMatchObject({
      limit: 'variablesBytes',
      maximum: 16_384,
    });
    const caller = callerOf({ viewer: VIEWER });
    expect(judge('{ a }', { variables, caller })).toBeNull();
    const huge = { text: 'x'.repeat(1_048_577) };
    expect(judge('{ a }', { variables: huge, caller })).toMatchObject({ maximum: 1_048_576 });
  });

  it('counts bytes, not characters', () => {
    expect(judge(`{ a } #${'€'.repeat(22_000)}`)).toMatchObject({ limit: 'documentBytes' });
  });

  it('refuses variables nested beyond what can be written down', () => {
    const variables = JSON.parse(`{"v":${'['.repeat(100)}${']'.repeat(100)}}`);
    expect(judge('{ a }', { variables })).toBeNull();
    const deep = JSON.parse(`{"v":${'['.repeat(200_000)}${']'.repeat(200_000)}}`);
    expect(judge('{ a }', { variables: deep })).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
});

describe('fragments', () => {
  it('spread what they hold: aliases, depth and root fields are counted where they land', () => {
    const aliases = `{ ${repeat(11, () => '...F')} } fragment F on Query { x: a y: b z: c }`;
    expect(judge(aliases)).toMatchObject({ limit: 'rootFields', value: 33 });
    const below = `{ q { ${repeat(11, () => '...F')} } } fragment F on Query { x: a y: b z: c }`;
    expect(judge(below)).toMatchObject({ limit: 'aliases', value: 33 });
    const deep = `{ a { b { c { d { e { f { ...G } } } } } } } fragment G on Query ${nested(7)}`;
    expect(judge(deep)).toMatchObject({ limit: 'depth', value: 13 });
  });

  it('in a circle do no harm', () => {
    expect(
      judge('{ ...A } fragment A on Query { a ...B } fragment B on Query { b ...A }'),
    ).toBeNull();
    expect(judge('{ ...A } fragment A on Query { ...A }')).toBeNull();
    expect(judge('{ ...Nobody }')).toBeNull();
  });

  it.each([[12], [25], [45]])('that double %i times are refused within 50 ms of CPU', (levels) => {
    const query = bomb(levels);
    const document = parse(query);
    const limits = createLimits(STATIC_LIMITS);
    const check = limits.checkLimitsOf('type Query { a: Int }');
    const request = { query, operationName: null, variables: null, extensions: null };
    const began = process.cpuUsage();
    expect(() => check(document, null as never, callerOf(), request)).toThrow('selections');
    const { user, system } = process.cpuUsage(began);
    expect(user + system).toBeLessThan(50_000);
  });

  it('in a chain of thousands need no stack', () => {
    const chain = repeat(20_000, (i) => `fragment F${i} on Query { ...F${i + 1} }`);
    const measure = measureDocument(parse(`{ ...F0 } ${chain} fragment F20000 on Query { a }`));
    expect(measure).toMatchObject({ expandedSelections: 1, fragments: 20_001 });
  });
});

describe('introspection', () => {
  it('passes as GraphiQL and codegen ask for it', () => {
    expect(judge(getIntrospectionQuery())).toBeNull();
    const everything = {
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    };
    expect(judge(getIntrospectionQuery(everything))).toBeNull();
  });
});

type Tree = { readonly fields: readonly Tree[]; readonly aliased: boolean };
const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    fields: fc.oneof(
      { depthSize: 'small' },
      fc.constant([]),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
    aliased: fc.boolean(),
  }),
})).tree;

describe('any document', () => {
  const write = ({ fields, aliased }: Tree): string =>
    `${aliased ? 'x: ' : ''}a ${fields.length > 0 ? `{ ${fields.map(write).join(' ')} }` : ''}`;
  const size = ({ fields }: Tree): number => 1 + fields.reduce((sum, one) => sum + size(one), 0);
  const height = ({ fields }: Tree): number => 1 + Math.max(0, ...fields.map(height));
  const aliases = ({ fields, aliased }: Tree): number =>
    Number(aliased) + fields.reduce((sum, one) => sum + aliases(one), 0);

  it('measures the same written out or behind fragments', () => {
    fc.assert(
      fc.property(tree, fc.integer({ min: 1, max: 4 }), (root, times) => {
        const inline = measureDocument(parse(`{ ${repeat(times, () => write(root))} }`));
        const spread = measureDocument(
          parse(
            `{ ${repeat(times, () => '... { ...F }')} } fragment F on Query { ${write(root)} }`,
          ),
        );
        expect(inline).toEqual({ ...spread, fragments: 0 });
        expect(inline).toMatchObject({
          expandedSelections: times * size(root),
          depth: height(root),
          aliases: times * aliases(root),
          rootFields: times,
        });
      }),
    );
  });
});
