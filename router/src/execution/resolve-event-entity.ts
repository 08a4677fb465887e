import { AppError, type ErrorCode } from '@gestas/sdk';
import type { Graph } from '../pipeline.ts';
import { entityQuery } from './entity-query.ts';
import type { PlacedFault, PluginFault } from './fetch.ts';
import type { GraphContext } from './graph-context.ts';
import { isRawObject, mergeRaw, rawObject } from './raw-data.ts';
import { sessionAnswers } from './run-operation.ts';
import { rememberFaults } from './seed-faults.ts';
import { createSender } from './send-fetch.ts';
import { splitPlan } from './split-plan.ts';

/** Codes by which a plugin says that the caller may not see the entity, or that it is gone. */
const NOT_FOR_CALLER: readonly unknown[] = [
  'FORBIDDEN',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'UNAUTHORIZED_FIELD_OR_TYPE',
] satisfies ErrorCode[];

/**
 * Asks the declaring plugin for the entity of an event, selecting what the plan's first fetch selects (an event doesn't
 * hold it). Null when it is gone or not for this caller. Throws AppError when the plugin fails: the event is then not
 * lost, but to be tried again or told.
 */
export async function resolveEventEntity(
  context: GraphContext,
  ...[prepared, source, key, variables, caller]: Parameters<Graph['resolveEventEntity']>
): ReturnType<Graph['resolveEventEntity']> {
  const { plan } = context.keeper.open(prepared);
  const { first } = splitPlan(plan);
  if (first?.kind !== 'Fetch') throw new Error('The subscription has no plan.');
  const answers = sessionAnswers(context);
  const { client, logger } = context.options;
  const send = createSender({ client, caller, logger, onExtensions: answers.take });
  const { query, variableNames } = entityQuery(first, source.typeName);
  const representation = { __typename: source.typeName, ...key };
  const { data, faults } = await send({
    plugin: source.plugin,
    operation: query,
    operationName: undefined,
    variables: { ...pick(variables, variableNames), representations: [representation] },
    retryable: true,
  });
  const entities: unknown = data?.['_entities'];
  const entity: unknown = Array.isArray(entities) ? entities[0] : null;
  if (!isRawObject(entity)) return absent(faults);
  const copy = rawObject();
  mergeRaw(copy, entity, () => false);
  const placed = faults.map((fault) => placeFault(fault, source.responseName));
  rememberFaults(copy, placed);
  return copy;
}

function absent(faults: readonly PluginFault[]): null {
  const [fault] = faults.filter(({ extensions }) => !NOT_FOR_CALLER.includes(extensions['code']));
  if (!fault) return null;
  const { code, ...details } = fault.extensions;
  throw new AppError(code as ErrorCode, fault.message, details);
}

function placeFault(fault: PluginFault, responseName: string): PlacedFault {
  return { ...fault, path: [responseName, ...(fault.path ?? []).slice(2)] };
}

function pick(variables: Readonly<Record<string, unknown>>, names: readonly string[]) {
  const given = names.filter((name) => Object.hasOwn(variables, name));
  return Object.fromEntries(given.map((name) => [name, variables[name]]));
}
