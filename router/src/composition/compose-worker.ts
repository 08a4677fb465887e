import { parentPort } from 'node:worker_threads';
import { currentThreadId } from '../planning/thread-cpu.ts';
import { composeSubgraphs } from './compose-subgraphs.ts';
import type { Composition, Subgraph } from './composition.ts';

/** What the worker says: first the thread its CPU time is counted by, then the result. */
export type ComposeMessage = { readonly threadId: number | null } | Composition;

/** What the worker is asked: once, then it is ended. */
type Job = { readonly id: string; readonly subgraphs: readonly Subgraph[] };

parentPort?.postMessage({ threadId: currentThreadId() } satisfies ComposeMessage);
parentPort?.once('message', ({ id, subgraphs }: Job) => {
  parentPort?.postMessage(composeSubgraphs(id, subgraphs));
});
