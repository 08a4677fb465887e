import { describe, expect, it } from '@jest/globals';
import { createDenyList } from './create-deny-list.ts';

const TOKEN = { sid: 's1', jti: 'j1' };

function store() {
  const values = new Map<string, string>();
  const state = { reads: 0, isDown: false };
  const get = async (key: string) => {
    state.reads += 1;
    if (state.isDown) throw new Error('down');
    return values.get(key) ?? null;
  };
  return { values, state, keyValue: { get } };
}

describe('a deny-list', () => {
  it('knows sessions and single tokens', async () => {
    const { values, keyValue } = store();
    expect(await createDenyList({ keyValue })(TOKEN)).toBe(false);
    values.set('auth:deny:sid:s1', '1');
    expect(await createDenyList({ keyValue })(TOKEN)).toBe(true);
    values.clear();
    values.set('auth:deny:jti:j1', '1');
    expect(await createDenyList({ keyValue })(TOKEN)).toBe(true);
    expect(await createDenyList({ keyValue })({ sid: 's2', jti: 'j2' })).toBe(false);
  });

  it('asks once a second at most, and then anew', async () => {
    let now = 0;
    const { values, state, keyValue } = store();
    const isDenied = createDenyList({ keyValue, now: () => now });
    await Promise.all([isDenied(TOKEN), isDenied(TOKEN), isDenied(TOKEN)]);
    expect(state.reads).toBe(2);
    values.set('auth:deny:sid:s1', '1');
    expect(await isDenied(TOKEN)).toBe(false);
    now = 1_001;
    expect(await isDenied(TOKEN)).toBe(true);
  });

  it('asks anew at once when told that a session has ended, even if an older answer is on its way', async () => {
    const { values, keyValue } = store();
    const late: ((value: string | null) => void)[] = [];
    let isSlow = false;
    const get = (key: string) =>
      isSlow ? new Promise<string | null>((resolve) => late.push(resolve)) : keyValue.get(key);
    const isDenied = createDenyList({ keyValue: { get }, now: () => 0 });
    expect(await isDenied(TOKEN)).toBe(false);
    isDenied.doubt();
    isSlow = true;
    const asked = isDenied(TOKEN);
    isSlow = false;
    values.set('auth:deny:sid:s1', '1');
    isDenied.doubt();
    for (const answer of late) answer(null);
    expect(await asked).toBe(false);
    expect(await isDenied(TOKEN)).toBe(true);
  });

  it('refuses nobody while the store is down, but forgets no refusal', async () => {
    let now = 0;
    const { values, state, keyValue } = store();
    const isDenied = createDenyList({ keyValue, now: () => now });
    values.set('auth:deny:sid:s1', '1');
    expect(await isDenied(TOKEN)).toBe(true);
    state.isDown = true;
    for (now = 1_001; now < 10_000; now += 700) {
      expect(await isDenied(TOKEN)).toBe(true);
      expect(await isDenied({ sid: 's2', jti: 'j2' })).toBe(false);
    }
  });

  it('adds at most 500 ms while the store hangs, and only now and then', async () => {
    let now = 0;
    const isDenied = createDenyList({
      keyValue: { get: () => new Promise(() => undefined) },
      now: () => now,
    });
    const began = performance.now();
    expect(await isDenied(TOKEN)).toBe(false);
    expect(performance.now() - began).toBeLessThan(600);
    const again = performance.now();
    for (now = 0; now < 900; now += 1) await isDenied({ sid: `s${now}`, jti: 'j' });
    expect(performance.now() - again).toBeLessThan(400);
  });
});
