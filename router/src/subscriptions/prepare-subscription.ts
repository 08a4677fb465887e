import { AppError } from '@gestas/sdk';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type {
  Caller,
  Graph,
  GraphQLRequest,
  PreparedOperation,
  SubscriptionSource,
} from '../pipeline.ts';
import { feedOf } from './feed-of.ts';

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

/**
 * Prepares a subscription again on another graph or for other rights, with the variables it began with.
 * @throws AppError GRAPHQL_VALIDATION_FAILED when it is fed from elsewhere now.
 */
export async function prepareAgain(
  before: Pick<PreparedSubscription, 'variables' | 'source'>,
  request: GraphQLRequest,
  graph: Graph,
  caller: Caller,
): Promise<PreparedSubscription> {
  const prepared = await graph.prepare(request, caller);
  const next = toSubscription(graph, prepared, before.variables);
  if (feedOf(before.source) === feedOf(next.source)) return next;
  const message = 'The subscription is fed by another source now; subscribe again.';
  throw new AppError('GRAPHQL_VALIDATION_FAILED', message);
}

function toError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, {
    ...(path ? { path } : {}),
    ...(extensions ? { extensions } : {}),
  });
}
