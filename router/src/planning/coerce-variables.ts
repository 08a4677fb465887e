import { AppError } from '@gestas/sdk';
import { type GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql';
import type { Operation } from './operation.ts';

/** How variables are coerced. */
export type CoercionOptions = {
  /** Leaves "Did you mean" out, for callers who may not see the whole schema. */
  readonly hideSuggestions: boolean;
};

/**
 * Coerces the client's variables (GraphQL specification, 6.1.2). The result has no prototype and holds defaults.
 * Throws AppError BAD_USER_INPUT; `extensions.fields` has the fault of each variable.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  { definition }: Operation,
  variables: Readonly<Record<string, unknown>> | null,
  { hideSuggestions }: CoercionOptions,
): Readonly<Record<string, unknown>> {
  const definitions = definition.variableDefinitions ?? [];
  if (definitions.length === 0) return NONE;
  const { coerced, errors } = getVariableValues(schema, definitions, variables ?? {}, {
    maxErrors: 20,
    hideSuggestions,
  });
  if (errors) throw badInput(errors);
  return Object.assign(Object.create(null), coerced);
}

const NONE: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null));

function badInput(errors: readonly GraphQLError[]): AppError {
  const fields = Object.fromEntries(
    errors.map(({ message }) => [message.match(/"\$(\w+)"/)?.[1] ?? 'variables', message]),
  );
  return new AppError('BAD_USER_INPUT', errors.map(({ message }) => message).join(' '), { fields });
}
