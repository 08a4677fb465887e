import { AppError } from '@gestas/sdk';
import { getArgumentValues, getNamedType } from 'graphql';
import type { PreparedOperation, SubscriptionSource } from '../pipeline.ts';
import { rootFields } from '../planning/operation.ts';
import { responseName } from '../planning/private-names.ts';
import type { GraphContext } from './graph-context.ts';

/**
 * What a prepared subscription listens to. Throws AppError UNAUTHORIZED_FIELD_OR_TYPE when the caller may not see its
 * field, BAD_REQUEST when it isn't a subscription or `@skip` leaves nothing of it.
 */
export function subscriptionSource(
  { supergraph, keeper }: GraphContext,
  prepared: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
): SubscriptionSource {
  const { facts, refusedWhole } = keeper.open(prepared);
  if (refusedWhole) throw refusal(prepared);
  const node = rootFields(facts.operation).find(({ name }) => name.value !== '__typename');
  const field = node && supergraph.apiSchema.getSubscriptionType()?.getFields()[node.name.value];
  if (!node || !field) throw new AppError('BAD_REQUEST', 'This operation subscribes to nothing.');
  const [plugin = ''] =
    supergraph.ownersOf.get(`${subscriptionName(supergraph)}.${field.name}`) ?? [];
  return {
    responseName: responseName(node),
    fieldName: field.name,
    plugin,
    typeName: getNamedType(field.type).name,
    arguments: getArgumentValues(field, node, { ...variables }),
    event: supergraph.events.get(field.name) ?? null,
  };
}

function subscriptionName({ apiSchema }: GraphContext['supergraph']): string {
  return apiSchema.getSubscriptionType()?.name ?? '';
}

function refusal({ refusals }: PreparedOperation): AppError {
  const [first] = refusals;
  const details = { ...first?.extensions, path: first?.path };
  return new AppError('UNAUTHORIZED_FIELD_OR_TYPE', 'Unauthorized field or type', details);
}
