import { expect, it } from '@jest/globals';
import { createTracker } from './create-tracker.ts';

it('stops what still runs, once', async () => {
  const stops: string[] = [];
  const tracker = createTracker();
  const track = (name: string) => tracker.track(async () => void stops.push(name));
  const one = track('one');
  track('two');
  await one.stop();
  expect(stops).toEqual(['one']);
  await tracker.stop();
  await tracker.stop();
  expect(stops).toEqual(['one', 'two']);
});
