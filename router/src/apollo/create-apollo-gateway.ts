import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { AppError } from '@gestas/sdk';
import { GraphQLError } from 'graphql';
import type { ServedGraph } from '../execution/graph-options.ts';
import type { Caller } from '../pipeline.ts';

/** Apollo Server's way to a graph it doesn't execute itself. */
export type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];
type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;
type GatewayRequest = Parameters<GatewayExecutor>[0];

/** What is hosted, and for whom. */
export type ApolloGatewayOptions = {
  /** The present graph, and news of those that follow. */
  readonly graphs: {
    current(): ServedGraph;
    onSwap(listener: (graph: ServedGraph) => void): () => void;
  };
  /** Who asks, from what Apollo Server's `context` function made. */
  readonly callerOf: (context: BaseContext) => Caller;
};

/**
 * Offers the router's graphs to any `@apollo/server`: `new ApolloServer({ gateway: createApolloGateway(…) })`. Rights,
 * planning and execution are the router's; limits before validation, subscriptions and cookies are not part of what this
 * interface can carry.
 */
export function createApolloGateway({ graphs, callerOf }: ApolloGatewayOptions): GatewayInterface {
  const leave = new Set<() => void>();
  const executor: GatewayExecutor = async (request) => {
    const caller = callerOf(request.context);
    const graph = graphs.current();
    try {
      return await answer(graph, request, caller);
    } catch (thrown) {
      return { errors: errorsOf(thrown, caller) };
    }
  };
  return {
    onSchemaLoadOrUpdate(callback) {
      const tell = ({ apiSchema, supergraphSdl }: ServedGraph) =>
        callback({ apiSchema, coreSupergraphSdl: supergraphSdl });
      tell(graphs.current());
      const stop = graphs.onSwap(tell);
      leave.add(stop);
      return () => {
        leave.delete(stop);
        stop();
      };
    },
    load: async () => ({ executor }),
    async stop() {
      for (const stop of leave) stop();
      leave.clear();
    },
  };
}

async function answer(
  graph: ServedGraph,
  { source, operationName, request }: GatewayRequest,
  caller: Caller,
) {
  const variables = request.variables ?? null;
  const prepared = await graph.prepare(
    { query: source, operationName, variables, extensions: request.extensions ?? null },
    caller,
  );
  const { result } = await graph.run(prepared, graph.coerceVariables(prepared, variables), caller);
  return result;
}

function errorsOf(thrown: unknown, { requestId }: Caller): readonly GraphQLError[] {
  const faults: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [thrown];
  return faults.map((fault) =>
    fault instanceof GraphQLError
      ? fault
      : new AppError('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', { requestId }),
  );
}
