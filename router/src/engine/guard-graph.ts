import type { Caller, Graph, GraphQLRequest } from '../pipeline.ts';

/** Judges a request before it is parsed; throws AppError to refuse. */
export type Admit = (request: GraphQLRequest, caller: Caller) => void;

/** The graph with a doorkeeper: whatever transport prepares an operation, it is judged first. */
export function guardGraph(graph: Graph, admit: Admit): Graph {
  return {
    ...graph,
    prepare: async (request, caller) => {
      admit(request, caller);
      return graph.prepare(request, caller);
    },
  };
}
