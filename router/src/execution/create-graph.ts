import type { GraphOptions, ServedGraph } from './graph-options.ts';

/**
 * Makes the graph of one composition: loads the supergraph, reads its rules and events, readies the planner.
 * Throws when the supergraph can't be served (unknown feature, malformed SDL); the message names the cause.
 */
export async function createGraph(options: GraphOptions): Promise<ServedGraph> {
  throw new Error(`not yet serving ${options.supergraphSdl.length}`);
}
