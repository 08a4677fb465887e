import type { AppError } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { coerceVariables } from './coerce-variables.ts';
import type { Operation } from './operation.ts';

const schema = buildSchema(`
  input Login { tenant: String!, password: String!, codes: [Int!] }
  type Query { login(input: Login!, id: ID): String }
`);
const [definition] = parse('query ($input: Login!, $id: ID) { login(input: $input, id: $id) }')
  .definitions as [OperationDefinitionNode];

function faultOf(variables: Record<string, unknown>): AppError {
  const operation = { definition } as unknown as Operation;
  try {
    coerceVariables(schema, operation, variables, { hideSuggestions: true });
  } catch (thrown) {
    return thrown as AppError;
  }
  throw new Error('was accepted');
}

describe('coerceVariables', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['a missing field', { password: 'hunter2' }, 'input', /Field "tenant" .* was not provided/],
    ['a field too many', { tenant: 'a', password: 'hunter2', x: 1 }, 'input', /"x" is not defined/],
    ['a wrong type', { tenant: 7, password: 'hunter2' }, 'input.tenant', /String cannot represent/],
    ['a null', { tenant: null, password: 'hunter2' }, 'input.tenant', /not to be null/],
    [
      'an item of a list',
      { tenant: 'a', password: 'hunter2', codes: [1, '; at "input.tenant"; hunter2'] },
      'input.codes[1]',
      /Int cannot represent/,
    ],
    ['no object', 'hunter2 at "input.x"; ', 'input', /Expected type "Login" to be an object/],
  ])('names the place of %s and repeats no value around it', (_what, input, place, fault) => {
    const { message, extensions } = faultOf({ input });
    const { code, fields } = extensions as { code: string; fields: Record<string, string> };
    expect([code, Object.keys(fields)]).toEqual(['BAD_USER_INPUT', [place]]);
    expect(fields[place]).toMatch(fault);
    expect(message).toContain('$input');
    if (!message.includes('Int cannot represent')) expect(message).not.toContain('hunter2');
  });

  it('names every missing variable', () => {
    expect(faultOf({}).extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: { input: 'Variable "$input" of required type "Login!" was not provided.' },
    });
  });
});
