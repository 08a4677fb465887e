import { describe, expect, it } from '@jest/globals';
import type { GraphQLPayload } from './post-graphql.ts';
import type { Recovery } from './recovery-of.ts';
import { type SubscriptionSink, subscribeResuming } from './resuming-subscription.ts';
import { createManualClock, settle } from './testing/manual-clock.ts';

const payload: GraphQLPayload = { query: 'subscription { postCreated { id } }' };
const ending = (code: string, more = {}) => [{ message: code, extensions: { code, ...more } }];

/** A subscription over a connection the test plays; `opened` holds what each (re)subscribe asked. */
function setUp(recover: (recovery: Recovery) => Promise<boolean> = async () => true) {
  const clock = createManualClock();
  const opened: { extensions: unknown; sink: SubscriptionSink }[] = [];
  const seen: unknown[] = [];
  const recoveries: Recovery[] = [];
  const stop = subscribeResuming(
    payload,
    {
      next: ({ data }) => seen.push(data),
      error: (error) => seen.push({ error }),
      complete: () => seen.push('complete'),
    },
    {
      clock,
      random: () => 0.5,
      recover: (recovery) => {
        recoveries.push(recovery);
        return recover(recovery);
      },
      subscribeOnce: (sent, sink) => {
        opened.push({ extensions: structuredClone(sent.extensions), sink });
        return () => {};
      },
    },
  );
  const latest = () => {
    const last = opened.at(-1);
    if (!last) throw new Error('Nothing was subscribed.');
    return last;
  };
  const deliver = (id: string) =>
    latest().sink.next({ data: { id }, extensions: { cursor: `after-${id}` } });
  return { clock, opened, seen, recoveries, stop, latest, deliver };
}

describe('subscribeResuming', () => {
  it('goes on from the last message after the token ran out', async () => {
    const { clock, seen, recoveries, latest, deliver } = setUp();
    deliver('a');
    latest().sink.error(ending('TOKEN_EXPIRED') as never);
    await clock.advance(1_000);
    expect(latest().extensions).toEqual({ resumeFrom: 'after-a' });
    deliver('b');
    expect(seen).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(recoveries).toEqual(['renew']);
  });

  it('takes the cursor that the ending carries', async () => {
    const { clock, latest } = setUp();
    latest().sink.error(ending('TOKEN_EXPIRED', { cursor: 'told' }) as never);
    await clock.advance(1_000);
    expect(latest().extensions).toEqual({ resumeFrom: 'told' });
  });

  it('treats an ending sent as a message like one sent as an error', async () => {
    const { clock, seen, opened, latest } = setUp();
    const { sink } = latest();
    sink.next({ errors: ending('TOKEN_EXPIRED') });
    sink.complete();
    await clock.advance(1_000);
    expect(opened).toHaveLength(2);
    expect(seen).toEqual([]);
  });

  it.each(['RESUME_GAP', 'CURSOR_INVALID'])(
    'loads anew and starts without a cursor after %s',
    async (code) => {
      const { clock, recoveries, latest, deliver } = setUp();
      deliver('a');
      latest().sink.error(ending(code) as never);
      await clock.advance(1_000);
      expect(recoveries).toEqual(['reload']);
      expect(latest().extensions).toEqual({});
    },
  );

  it('tries again when the socket closes, and when the recovery itself fails', async () => {
    let failures = 2;
    const { clock, opened, recoveries, latest } = setUp(async () => {
      failures -= 1;
      if (failures > 0) throw new Error('away');
      return true;
    });
    latest().sink.error({ code: 1006, reason: '' });
    await clock.advance(30_000);
    expect(opened).toHaveLength(2);
    expect(recoveries).toEqual(['retry', 'retry']);
  });

  it('tells the person what can not be mended', async () => {
    const { clock, seen, opened, latest } = setUp();
    const refusal = ending('GRAPHQL_VALIDATION_FAILED');
    latest().sink.error(refusal as never);
    await clock.advance(60_000);
    expect(seen).toEqual([{ error: refusal }]);
    expect(opened).toHaveLength(1);
  });

  it('ends when there is no next try, and completes with the server', async () => {
    const over = setUp(async () => false);
    const revoked = ending('SESSION_ENDED');
    over.latest().sink.error(revoked as never);
    await over.clock.advance(60_000);
    expect(over.seen).toEqual([{ error: revoked }]);
    const done = setUp();
    done.latest().sink.complete();
    expect(done.seen).toEqual(['complete']);
  });

  it('does nothing once stopped', async () => {
    const { clock, seen, opened, latest, stop } = setUp();
    stop();
    latest().sink.error({ code: 1006, reason: '' });
    await settle();
    await clock.advance(60_000);
    expect(opened).toHaveLength(1);
    expect(seen).toEqual([]);
  });
});
