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
 * Throws AppError BAD_USER_INPUT; `extensions.fields` has the fault of each place, such as `input.title`. Objects are not
 * repeated in it, since one of them may hold a password.
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
  const faults = errors.map(faultOf);
  const fields = Object.fromEntries(faults.map(({ place, message }) => [place, message]));
  return new AppError('BAD_USER_INPUT', faults.map(({ message }) => message).join(' '), { fields });
}

/** graphql-js says `Variable "$x" got invalid value {…} at "x.y"; reason`, and has the reason alone beside it. */
function faultOf({ message, originalError }: GraphQLError): { place: string; message: string } {
  const variable = message.match(/^Variable "\$(\w+)"/)?.[1];
  if (!variable) return { place: 'variables', message };
  if (!originalError) return { place: variable, message };
  const reason = originalError.message;
  const place = message.slice(0, -reason.length).match(/ at "([^"]+)"; $/)?.[1] ?? variable;
  return { place, message: `Variable "$${variable}" is not valid at "${place}": ${reason}` };
}
