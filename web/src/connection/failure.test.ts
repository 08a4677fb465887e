import { describe, expect, it } from '@jest/globals';
import { createRequestError, failureOf, toFailure } from './failure.ts';

describe('failureOf', () => {
  it('reads code, message, request id and faulty fields', () => {
    const extensions = { code: 'BAD_USER_INPUT', requestId: 'r1', fields: { title: 'Too long.' } };
    expect(failureOf([{ message: 'Mend it.', extensions }], 'header')).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'Mend it.',
      requestId: 'r1',
      fields: { title: 'Too long.' },
    });
  });

  it('takes the request id of the answer when the error names none', () => {
    expect(failureOf([{ message: 'x' }], 'r2')).toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: 'r2',
    });
  });

  it('reads faults given as a list of paths, or several for one field', () => {
    const fieldsOf = (fields: unknown) =>
      failureOf([{ message: 'x', extensions: { fields } }]).fields;
    expect(fieldsOf([{ path: ['roleIds', 0], message: 'Unknown.' }])).toEqual({
      'roleIds.0': 'Unknown.',
    });
    expect(fieldsOf({ email: ['Malformed.', 'Taken.'] })).toEqual({ email: 'Malformed.' });
    expect(fieldsOf('nonsense')).toEqual({});
  });
});

describe('toFailure', () => {
  it('unwraps our own errors and combined GraphQL errors', () => {
    const failure = { code: 'CONFLICT', message: 'Taken.', requestId: null, fields: {} };
    expect(toFailure(createRequestError(failure))).toBe(failure);
    const combined = { errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] };
    expect(toFailure(combined).code).toBe('FORBIDDEN');
    expect(toFailure(new Error('outer', { cause: createRequestError(failure) }))).toBe(failure);
  });

  it('takes anything else for a broken connection', () => {
    expect(toFailure(new TypeError('fetch failed'))).toMatchObject({
      code: 'NETWORK',
      message: 'fetch failed',
    });
  });
});
