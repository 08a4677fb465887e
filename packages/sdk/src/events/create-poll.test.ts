import { describe, expect, it } from '@jest/globals';
import { createPoll } from './create-poll.ts';
import { waitUntil } from './testing/wait-until.ts';

describe('createPoll', () => {
  it('works at once, and again after each run, never two at a time', async () => {
    let [runs, atWork, most] = [0, 0, 0];
    const poll = createPoll(async () => {
      runs += 1;
      atWork += 1;
      most = Math.max(most, atWork);
      await new Promise((resolve) => setImmediate(resolve));
      atWork -= 1;
    }, 1);
    expect(runs).toBe(1);
    await waitUntil(() => runs >= 4);
    await poll.stop();
    expect(most).toBe(1);
  });

  it('waits between the runs', async () => {
    const times: number[] = [];
    const poll = createPoll(async () => {
      times.push(performance.now());
    }, 30);
    await waitUntil(() => times.length === 3);
    await poll.stop();
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(58);
  });

  it('lets the run in progress end before it is stopped, and starts none after', async () => {
    const steps: string[] = [];
    let finish = () => {};
    const poll = createPoll(async () => {
      steps.push('begun');
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      steps.push('ended');
    }, 0);
    const stopped = Promise.all([poll.stop(), poll.stop()]).then(() => steps.push('stopped'));
    finish();
    await stopped;
    await new Promise((resolve) => setImmediate(resolve));
    expect(steps).toEqual(['begun', 'ended', 'stopped']);
  });
});
