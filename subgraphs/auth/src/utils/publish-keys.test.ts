import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { publishKeys } from './publish-keys.ts';

const keys = [
  { kty: 'OKP', crv: 'Ed25519', x: 'one', d: 'private', kid: '1' },
  { kty: 'OKP', crv: 'Ed25519', x: 'two', d: 'private', kid: '2' },
];

describe('publishKeys', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('publishes public halves only, at once and every 30 s, until it is stopped', async () => {
    const published: string[] = [];
    const set = async (key: string, value: string) => void published.push(`${key} ${value}`);
    const running = await publishKeys(keys, set, () => undefined);
    expect(published).toHaveLength(1);
    expect(published[0]).toBe(
      `auth:jwks ${JSON.stringify({
        keys: [
          { kty: 'OKP', crv: 'Ed25519', x: 'one', kid: '1' },
          { kty: 'OKP', crv: 'Ed25519', x: 'two', kid: '2' },
        ],
      })}`,
    );
    await jest.advanceTimersByTimeAsync(60_000);
    expect(published).toHaveLength(3);
    await running.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(published).toHaveLength(3);
  });

  it('goes on after the store was out of reach, and says so', async () => {
    const errors: unknown[] = [];
    let calls = 0;
    const set = async () => {
      calls++;
      if (calls === 1) throw new Error('out of reach');
    };
    const running = await publishKeys(keys, set, (error) => errors.push(error));
    expect(errors).toEqual([new Error('out of reach')]);
    await jest.advanceTimersByTimeAsync(30_000);
    expect(calls).toBe(2);
    await running.stop();
  });
});
