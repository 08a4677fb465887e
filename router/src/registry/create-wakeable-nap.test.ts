import { expect, it } from '@jest/globals';
import { createWakeableNap } from './create-wakeable-nap.ts';

const HOUR = 3_600_000;

it('rests until it is woken, now or since the last rest, and no more once it is over', async () => {
  const nap = createWakeableNap();
  await nap.rest(1);
  const rest = nap.rest(HOUR);
  nap.wake();
  await rest;
  nap.wake();
  await nap.rest(HOUR);
  expect(nap.isOver()).toBe(false);
  const last = nap.rest(HOUR);
  nap.end();
  await last;
  expect(nap.isOver()).toBe(true);
});
