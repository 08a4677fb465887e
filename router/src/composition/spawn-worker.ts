import { Worker } from 'node:worker_threads';

/** What a worker thread may use; heap in megabytes. */
export type WorkerLimits = { readonly heapMb: number };

/**
 * Starts a worker thread on a TypeScript (or, in a bundle, JavaScript) entry. It runs without Apollo's telemetry and
 * without the process's environment, so that no secret is in its reach. The caller ends it.
 */
export function spawnWorker(entry: URL, { heapMb }: WorkerLimits): Worker {
  const boot = new URL('./worker-boot.mjs', import.meta.url);
  const isSource = entry.pathname.endsWith('.ts');
  const worker = new Worker(isSource ? boot : entry, {
    workerData: { entry: entry.href },
    env: { APOLLO_TELEMETRY_DISABLED: 'true', NODE_ENV: 'production' },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, stackSizeMb: 8 },
  });
  worker.unref();
  return worker;
}
