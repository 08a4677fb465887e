import { parentPort } from 'node:worker_threads';
import { composeSubgraphs } from './compose-subgraphs.ts';
import type { Subgraph } from './composition.ts';

/** What the worker is asked: once, then it is ended. */
type Job = { readonly id: string; readonly subgraphs: readonly Subgraph[] };

parentPort?.once('message', ({ id, subgraphs }: Job) => {
  parentPort?.postMessage(composeSubgraphs(id, subgraphs));
});
