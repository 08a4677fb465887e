import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Where a process of its own finds the twin under test. */
export type RemoteTwin = {
  readonly twin: 'redis' | 'postgres';
  readonly url: string;
  readonly prefix?: string;
};

/** A member in a process of its own which hangs at the first event it gets. */
export type ConsumerProcess = {
  /** Resolves with the position it hangs at. */
  readonly hangsAt: Promise<number>;
  /** Ends it as a crash does: nothing is released. */
  kill(): Promise<void>;
};

/** Starts it. */
export function startConsumerProcess(
  remote: RemoteTwin,
  group: string,
  tenantId: string,
  claimAfterMs: number,
): ConsumerProcess {
  const file = fileURLToPath(new URL('./consumer-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      TEST_TWIN: remote.twin,
      TEST_URL: remote.url,
      TEST_PREFIX: remote.prefix ?? '',
      TEST_GROUP: group,
      TEST_TENANT: tenantId,
      TEST_CLAIM_MS: String(claimAfterMs),
    },
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  return {
    hangsAt: once(lines, 'line').then(([line]) => Number(line)),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
