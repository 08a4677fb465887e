import { expect, it } from '@jest/globals';
import { withRetries } from '../src/adapters/model/with-retries.ts';
import {
  collect,
  describeEachProvider,
  failureOf,
  REQUEST,
  ways,
} from './support/model-contract.ts';

describeEachProvider(({ behave, double, model, seen }) => {
  it.each(ways)('%s: what may pass is tried again, three times at most', async (_way, ask) => {
    const waits: number[] = [];
    const wait = async (ms: number) => void waits.push(ms);
    const patient = withRetries(model(), { wait, random: () => 1 });
    let calls = 0;
    behave((response) => {
      calls++;
      if (calls < 3) double.fail(response, calls === 1 ? 503 : 429, calls === 2 ? 2 : undefined);
      else double.say(response, { pieces: ['at last'] });
    });
    expect(await ask(patient, REQUEST)).toMatchObject({ text: 'at last' });
    expect(waits).toEqual([500, 2000]);
    behave((response) => double.fail(response, 500));
    expect(await failureOf(ask(patient, REQUEST))).toMatchObject({ failure: 'UNREACHABLE' });
    expect(seen()).toHaveLength(3);
    behave((response) => double.fail(response, 429, 60));
    expect(await failureOf(ask(patient, REQUEST))).toMatchObject({ retryAfterMs: 60_000 });
    expect(seen()).toHaveLength(1); // too long to wait for
    behave((response) => double.fail(response, 401));
    await failureOf(ask(patient, REQUEST));
    expect(seen()).toHaveLength(1); // will not pass
  });

  it('does not begin a stream anew once something was said', async () => {
    const patient = withRetries(model(), { wait: async () => undefined });
    behave((response) => {
      double.begin(response, ['Hello']);
      setTimeout(() => response.destroy(), 30);
    });
    expect(await failureOf(collect(patient.stream(REQUEST)))).toMatchObject({
      failure: 'UNREACHABLE',
    });
    expect(seen()).toHaveLength(1);
  });
});
