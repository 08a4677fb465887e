import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnalyticsWorld, startAnalyticsWorld } from './support/analytics-world.ts';

let analytics: AnalyticsWorld;
beforeAll(async () => {
  analytics = await startAnalyticsWorld();
});
afterAll(() => analytics.stop());

const METRIC = `query ($name: String!, $from: DateTime, $to: DateTime, $bucket: MetricBucket) {
  metric(name: $name, from: $from, to: $to, bucket: $bucket) { name total points { name at value } }
}`;

const ask = (tenantId: string, variables: object, permissions = ['analytics:metric:read']) =>
  analytics.execute({ tenantId, permissions }, METRIC, { ...variables });
const totals = async (tenantId: string, name: string) => {
  const buckets = ['MINUTE', 'HOUR', 'DAY'];
  const answers = await Promise.all(buckets.map((bucket) => ask(tenantId, { name, bucket })));
  return answers.map(({ data }) => data.metric.total);
};
const times = (count: number, name: string, at?: string) =>
  Array.from({ length: count }, () => ({ name, ...(at && { at }) }));

describe('counting', () => {
  it('counts every event, of any name, in minute, hour and day', async () => {
    const tenantId = await analytics.newTenant();
    await analytics.announce(tenantId, [
      ...times(3, 'post:created'),
      ...times(2, 'invoice:paid'),
      ...times(1, 'category:renamed'),
    ]);
    expect(await totals(tenantId, 'posts.created')).toEqual([3, 3, 3]);
    expect(await totals(tenantId, 'invoices.paid')).toEqual([2, 2, 2]);
    expect(await totals(tenantId, 'categories.renamed')).toEqual([1, 1, 1]);
  });

  it('puts each event into the buckets of the time it occurred, in whatever order they come', async () => {
    const tenantId = await analytics.newTenant();
    const moments = [
      '2026-03-01T23:59:59.999Z',
      '2026-02-28T00:00:00.000Z',
      '2026-03-02T00:00:00.000Z',
      '2026-03-01T23:59:00.000Z',
      '2026-03-01T02:30:00+05:00', // 21:30 of the day before
    ];
    await analytics.announce(
      tenantId,
      moments.map((at) => ({ name: 'post:created', at })),
    );
    const range = {
      name: 'posts.created',
      from: '2026-02-28T00:00:00Z',
      to: '2026-03-03T00:00:00Z',
    };
    const { data } = await ask(tenantId, { ...range, bucket: 'DAY' });
    expect(data.metric).toEqual({
      name: 'posts.created',
      total: 5,
      points: [
        { name: 'posts.created', at: '2026-02-28T00:00:00.000Z', value: 2 },
        { name: 'posts.created', at: '2026-03-01T00:00:00.000Z', value: 2 },
        { name: 'posts.created', at: '2026-03-02T00:00:00.000Z', value: 1 },
      ],
    });
    const minutes = { from: '2026-03-01T23:58:00Z', to: '2026-03-02T00:01:00Z', bucket: 'MINUTE' };
    const { data: fine } = await ask(tenantId, { ...range, ...minutes });
    expect(fine.metric.points.map(({ value }: { value: number }) => value)).toEqual([0, 2, 1]);
    expect(fine.metric.total).toBe(3);
  });

  it('counts an event once, however often it is delivered', async () => {
    const tenantId = await analytics.newTenant();
    await analytics.announce(tenantId, times(20, 'post:created'));
    await analytics.redeliver(tenantId);
    await analytics.redeliver(tenantId);
    expect(await totals(tenantId, 'posts.created')).toEqual([20, 20, 20]);
    expect(
      (await analytics.emitted(tenantId)).filter(({ name }) => name === 'metric:recorded'),
    ).toHaveLength(20);
  });

  it('announces each count with the new value of its minute, and never counts what it announces', async () => {
    const tenantId = await analytics.newTenant();
    await analytics.announce(tenantId, times(3, 'post:created', '2026-03-01T10:20:30Z'));
    await analytics.announce(tenantId, times(1, 'user:created', '2026-03-01T10:20:31Z'));
    const recorded = (await analytics.emitted(tenantId)).filter(
      ({ name }) => name === 'metric:recorded',
    );
    const at = '2026-03-01T10:20:00.000Z';
    expect(recorded.map(({ data }) => data)).toEqual([
      { name: 'posts.created', at, value: 1 },
      { name: 'posts.created', at, value: 2 },
      { name: 'posts.created', at, value: 3 },
      { name: 'users.created', at, value: 1 },
    ]);
    expect(await totals(tenantId, 'metrics.recorded')).toEqual([0, 0, 0]);
    expect(await analytics.audited(tenantId)).toEqual([]);
  });

  it('keeps tenants apart', async () => {
    const [mine, other] = [await analytics.newTenant(), await analytics.newTenant()];
    await analytics.announce(mine, times(4, 'post:created'));
    await analytics.announce(other, times(1, 'post:created'));
    expect(await totals(mine, 'posts.created')).toEqual([4, 4, 4]);
    expect(await totals(other, 'posts.created')).toEqual([1, 1, 1]);
    expect(await totals(await analytics.newTenant(), 'posts.created')).toEqual([0, 0, 0]);
  });
});

describe('metric', () => {
  it('is a day of hours, zeros where nothing happened, for a name never heard of too', async () => {
    const { data, errors } = await ask(await analytics.newTenant(), { name: 'ships.sunk' });
    expect(errors).toBeUndefined();
    expect(data.metric).toMatchObject({ name: 'ships.sunk', total: 0 });
    expect(data.metric.points).toHaveLength(24);
  });

  it.each([
    ['a name of no event', { name: 'Posts' }, { name: /nouns\.pastVerb, such as posts\.created/ }],
    ['a name too long', { name: `${'a'.repeat(200)}.b` }, { name: /200 characters or less/ }],
    [
      'an end before the beginning',
      { name: 'posts.created', from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' },
      { to: /later than from/ },
    ],
    [
      'more points than it answers',
      {
        name: 'posts.created',
        from: '2026-01-01T00:00:00Z',
        to: '2026-03-01T00:00:00Z',
        bucket: 'MINUTE',
      },
      { from: /84960 points of a MINUTE, and at most 1500 .+ a bucket of HOUR/ },
    ],
  ])('refuses %s, and says how to mend it', async (_what, variables, fields) => {
    const { errors } = await ask(await analytics.newTenant(), variables);
    const [[field, pattern] = ['', /^$/]] = Object.entries(fields);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: { [field]: expect.stringMatching(pattern) },
    });
  });

  it('turns away strangers and those without the permission', async () => {
    const tenantId = await analytics.newTenant();
    const refused = await ask(tenantId, { name: 'posts.created' }, ['cms:*']);
    expect(refused.errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      permission: 'analytics:metric:read',
    });
    const stranger = await analytics.execute(null, METRIC, { name: 'posts.created' });
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });
});
