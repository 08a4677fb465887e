import { describe, expect, it } from '@jest/globals';
import { createTenantQueue, type TenantQueueOptions } from './tenant-queue.ts';
import { waitUntil } from './testing/wait-until.ts';

/** A queue whose runs end when they are told to. */
function createHeldQueue(options: Partial<TenantQueueOptions> = {}) {
  const begun: string[] = [];
  const ends = new Map<string, (again?: number) => void>();
  const queue = createTenantQueue({
    concurrency: 2,
    onError: () => 0,
    work(tenantId) {
      begun.push(tenantId);
      return new Promise((resolve) => ends.set(tenantId, resolve));
    },
    ...options,
  });
  /** Ends the tenant's run and lets what follows from it happen. */
  async function end(tenantId: string, again?: number): Promise<void> {
    ends.get(tenantId)?.(again);
    ends.delete(tenantId);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { begun, queue, end };
}

describe('createTenantQueue', () => {
  it('works on a bounded number of tenants at once, the others in their order', async () => {
    const { begun, queue, end } = createHeldQueue();
    for (const tenantId of ['a', 'b', 'c', 'd']) queue.add(tenantId);
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    await end('c');
    await end('d');
  });

  it('runs a tenant once more after its run, however often it was asked', async () => {
    const { begun, queue, end } = createHeldQueue();
    for (let count = 0; count < 5; count += 1) queue.add('a');
    expect(begun).toEqual(['a']);
    await end('a');
    expect(begun).toEqual(['a', 'a']);
    await end('a');
    expect(begun).toEqual(['a', 'a']);
  });

  it('does not let a tenant that always has more starve others', async () => {
    const { begun, queue, end } = createHeldQueue({ concurrency: 1 });
    for (const tenantId of ['a', 'b', 'c']) queue.add(tenantId);
    await end('a', 0);
    await end('b', 0);
    await end('c', 0);
    await end('a');
    expect(begun).toEqual(['a', 'b', 'c', 'a', 'b']);
  });

  it('runs again after the time a run asks for', async () => {
    const { begun, queue, end } = createHeldQueue();
    queue.add('a');
    const from = performance.now();
    await end('a', 30);
    await waitUntil(() => begun.length === 2);
    expect(performance.now() - from).toBeGreaterThanOrEqual(28);
    await end('a');
    await queue.stop();
  });

  it('prefers now to later, and the last later to earlier ones', async () => {
    const { begun, queue, end } = createHeldQueue();
    queue.addLater('a', 60_000);
    queue.add('a');
    queue.addLater('b', 60_000);
    queue.addLater('b', 1);
    queue.addLater('c', 0);
    expect(begun).toEqual(['a', 'c']);
    await end('a');
    await waitUntil(() => begun.includes('b'));
    expect(begun).toEqual(['a', 'c', 'b']);
    await end('b');
    await end('c');
    await queue.stop();
  });

  it('asks what to do after a failure, and tries again then', async () => {
    const failures: unknown[] = [];
    let runs = 0;
    const queue = createTenantQueue({
      concurrency: 1,
      async work() {
        runs += 1;
        if (runs < 3) throw new Error(`failure ${runs}`);
        return undefined;
      },
      onError(error, tenantId) {
        failures.push([tenantId, String(error)]);
        return 1;
      },
    });
    queue.add('a');
    await waitUntil(() => runs === 3);
    await queue.stop();
    expect(failures).toEqual([
      ['a', 'Error: failure 1'],
      ['a', 'Error: failure 2'],
    ]);
  });

  it('lets runs in progress end before it is stopped, and begins none after', async () => {
    const { begun, queue, end } = createHeldQueue({ concurrency: 1 });
    queue.add('a');
    queue.add('b');
    queue.addLater('c', 1);
    let stopped = false;
    const stopping = queue.stop().then(() => {
      stopped = true;
    });
    queue.add('d');
    queue.addLater('e', 0);
    expect(stopped).toBe(false);
    await end('a', 0);
    await stopping;
    expect(begun).toEqual(['a']);
  });
});
