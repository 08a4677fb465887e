import { AppError } from '@gestas/sdk';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type {
  Caller,
  Graph,
  GraphQLRequest,
  PreparedOperation,
  SubscriptionSource,
} from '../pipeline.ts';

/** A subscription as one graph answers it for one viewer's rights. */
export type PreparedSubscription = {
  readonly graph: Graph;
  readonly prepared: PreparedOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly source: SubscriptionSource;
};

/**
 * Reads what a prepared subscription listens to.
 * @throws AggregateError with the refusals when the viewer may see nothing of it: then there is no stream.
 */
export function toSubscription(
  graph: Graph,
  prepared: PreparedOperation,
  given: GraphQLRequest['variables'],
): PreparedSubscription {
  if (prepared.kind !== 'subscription') {
    throw new AppError('GRAPHQL_VALIDATION_FAILED', 'This operation is not a subscription.');
  }
  if (prepared.filtered === null) throw new AggregateError(prepared.refusals.map(toError));
  const variables = graph.coerceVariables(prepared, given);
  return { graph, prepared, variables, source: graph.subscriptionSource(prepared, variables) };
}

/** Prepares a subscription again on another graph or for other rights, with the variables it began with. */
export async function prepareAgain(
  before: Pick<PreparedSubscription, 'variables'>,
  request: GraphQLRequest,
  graph: Graph,
  caller: Caller,
): Promise<PreparedSubscription> {
  const prepared = await graph.prepare(request, caller);
  return toSubscription(graph, prepared, before.variables);
}

function toError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, {
    ...(path ? { path } : {}),
    ...(extensions ? { extensions } : {}),
  });
}
