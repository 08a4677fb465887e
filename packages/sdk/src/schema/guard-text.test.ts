import { describe, expect, it } from '@jest/globals';
import { GraphQLScalarType } from 'graphql';
import { guardText } from './guard-text.ts';

type Call = (...given: readonly unknown[]) => unknown;
const FAULT = 'must be well-formed text without U+0000';
const echo = (...given: readonly unknown[]) => given;
const guarded = guardText({ Query: { thing: echo }, User: { __resolveReference: echo } });
const thing = (guarded.Query as { thing: Call }).thing;

function faultOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return (error as { extensions: unknown }).extensions;
  }
}

describe('guardText', () => {
  it('lets every storable value through, as it is', () => {
    const args = { text: 'ñ 你 👩‍👩‍👧 \t\n', list: [1, null, true, new Date(0)], json: { a: {} } };
    expect(thing('root', args, 'ctx', 'info')).toEqual(['root', args, 'ctx', 'info']);
  });

  it.each([
    [{ search: 'a\u0000b' }, 'search'],
    [{ input: { title: '\u0000' } }, 'title'],
    [{ input: { body: { content: [{ text: 'ok' }, { text: '\ud83d' }] } } }, 'body.content.1.text'],
    [{ input: { body: { '\udc00': 1 } } }, 'body'],
    [{ ids: ['ok', '\udc69\ud83d'] }, 'ids.1'],
  ])('names the place of what no database keeps: %j', (args, place) => {
    expect(faultOf(() => thing({}, args, {}, {}))).toEqual({
      code: 'BAD_USER_INPUT',
      fields: { [place]: FAULT },
    });
  });

  it('checks entity representations, which come first', () => {
    const { __resolveReference: resolve } = guarded.User as { __resolveReference: Call };
    expect(faultOf(() => resolve({ id: '\u0000' }, {}, {}))).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(resolve({ id: '1' }, 'ctx', 'info')).toHaveLength(4);
  });

  it('leaves alone what takes no arguments, and scalars', () => {
    const scalar = new GraphQLScalarType({ name: 'Json' });
    const resolvers = { Union: { __resolveType: echo }, Json: scalar, Absent: undefined };
    const kept = guardText(resolvers);
    expect((kept.Union as { __resolveType: unknown }).__resolveType).toBe(echo);
    expect(kept.Json).toBe(scalar);
    expect(kept.Absent).toBeUndefined();
  });

  it('survives nesting that would exhaust the stack', () => {
    let nested: unknown = '\u0000';
    for (let depth = 0; depth < 10_000; depth++) nested = [nested];
    expect(faultOf(() => thing({}, { nested }, {}, {}))).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
