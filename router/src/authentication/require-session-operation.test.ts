import type { AppError } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { requireSessionOperation } from './require-session-operation.ts';

const FIELDS = new Set(['login', 'refreshSession', 'logout']);

function judge(
  query: string,
  tokenState: 'absent' | 'valid' | 'expired' = 'expired',
  transport: 'http' | 'websocket' = 'http',
  name: string | null = null,
) {
  try {
    requireSessionOperation(parse(query), name, { tokenState, transport }, FIELDS);
    return 'passed';
  } catch (error) {
    return (error as AppError).code;
  }
}

describe('an expired token', () => {
  it.each([
    'mutation { refreshSession { id } }',
    'mutation { __typename logout { ok } }',
    'mutation { out: logout { ok } ... { refreshSession { id } } }',
    'mutation { ...F } fragment F on Mutation { login { __typename } ...F }',
  ])('may %s', (query) => {
    expect(judge(query)).toBe('passed');
  });

  it.each([
    '{ __typename }',
    '{ me { id } }',
    '{ login }',
    'subscription { logout }',
    'mutation { __typename }',
    'mutation { login { id } createPost { id } }',
    'mutation { login: createPost { id } }',
    'mutation { ...F } fragment F on Mutation { login { id } createPost { id } }',
    'mutation { ...Nobody }',
  ])('may not %s', (query) => {
    expect(judge(query)).toBe('TOKEN_EXPIRED');
  });

  it('is judged by the operation that is meant', () => {
    const query = 'mutation A { login { id } } query B { me { id } }';
    expect(judge(query, 'expired', 'http', 'A')).toBe('passed');
    expect(judge(query, 'expired', 'http', 'B')).toBe('TOKEN_EXPIRED');
    expect(judge(query, 'expired', 'http', 'C')).toBe('TOKEN_EXPIRED');
  });
});

describe('other callers', () => {
  it('are not judged over HTTP, and get no cookies over WebSocket', () => {
    expect(judge('{ me { id } }', 'absent')).toBe('passed');
    expect(judge('{ me { id } }', 'valid', 'websocket')).toBe('passed');
    expect(judge('mutation { ... { out: logout { ok } } }', 'valid', 'websocket')).toBe(
      'FORBIDDEN',
    );
    expect(judge('mutation { login { id } }', 'absent', 'websocket')).toBe('FORBIDDEN');
  });
});
