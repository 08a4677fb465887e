import { expect, it } from '@jest/globals';
import { escapeGlob, redisKeys } from './redis-keys.ts';

it('names what consumers outside may rely on, without a prefix', () => {
  const keys = redisKeys('');
  expect(keys.stream('t1')).toBe('events:{t1}');
  expect(keys.nameChannel('post:created')).toBe('post:created');
  expect(keys.bellChannel('t1')).toBe('events:bell:{t1}');
  expect(keys.bellPattern).toBe('events:bell:*');
});

it('gives every key of a tenant the hash tag of the tenant, and none to two uses', () => {
  const keys = redisKeys('p:');
  const { stream, lease, retry, dead, requeued, bellChannel } = keys;
  const names = [stream('t1'), bellChannel('t1')];
  for (const name of [lease, retry, dead, requeued]) names.push(name('t1', 'g'));
  for (const name of names) expect(name).toMatch(/^p:[^{]*\{t1\}/);
  expect(new Set([...names, keys.tenants]).size).toBe(7);
});

it('escapes what means something in a pattern', () => {
  expect(escapeGlob('a*b?c[d]e\\f{g}')).toBe('a\\*b\\?c\\[d\\]e\\\\f{g}');
  expect(redisKeys('*:').bellPattern).toBe('\\*:events:bell:*');
});
