import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readEnv } from './read-env.ts';

const shape = {
  PORT: z.coerce.number({ error: 'must be a number' }).default(3000),
  STORE_URL: z.url({ error: 'must be a URL' }),
  MODE: z.enum(['on', 'off']).default('on'),
};

describe('readEnv', () => {
  it('takes what is set, and the default for what is absent or empty', () => {
    expect(readEnv(shape, { STORE_URL: 'http://x', PORT: '' })).toEqual({
      PORT: 3000,
      STORE_URL: 'http://x',
      MODE: 'on',
    });
  });

  it('names every variable at fault on a line of its own, and says of a missing one that it is not set', () => {
    const read = () => readEnv(shape, { PORT: 'abc', MODE: 'maybe' });
    expect(read).toThrow(
      [
        'The environment is not valid; .env.example describes every variable.',
        '  PORT must be a number',
        '  STORE_URL is not set',
        '  MODE: Invalid option: expected one of "on"|"off"',
      ].join('\n'),
    );
  });

  it('does not repeat the value, which may be a secret', () => {
    const read = () => readEnv(shape, { STORE_URL: 'hunter2' });
    expect(read).toThrow('STORE_URL must be a URL');
    expect(read).not.toThrow('hunter2');
  });
});
