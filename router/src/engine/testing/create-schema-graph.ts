import { AppError } from '@gestas/sdk';
import {
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { CheckLimits } from '../../execution/graph-options.ts';
import type { Caller, Graph, PreparedOperation } from '../../pipeline.ts';

/** A graph over one schema, executed by graphql-js: for suites of the rooms around the graph. */
export function createSchemaGraph(
  schema: GraphQLSchema,
  options: {
    readonly rootValue?: (caller: Caller) => unknown;
    readonly setCookies?: readonly string[];
    readonly checkLimits?: CheckLimits;
  } = {},
): Graph {
  return {
    compositionId: 'schema',
    async prepare(request, caller) {
      const document = parseDocument(request.query);
      options.checkLimits?.(document, schema, caller, request);
      const faults = validate(schema, document);
      if (faults.length > 0) throw new AggregateError(faults.map(toValidationError));
      const operation = getOperationAST(document, request.operationName);
      if (!operation) throw new AppError('OPERATION_RESOLUTION_FAILURE', 'No such operation.');
      return {
        compositionId: 'schema',
        kind: operation.operation,
        operationName: operation.name?.value ?? null,
        original: document,
        filtered: document,
        refusals: [],
        outcome: '',
      };
    },
    coerceVariables(prepared, variables) {
      const operation = operationOf(prepared);
      const given = variables ?? {};
      const { coerced, errors } = getVariableValues(
        schema,
        operation.variableDefinitions ?? [],
        given,
      );
      if (errors) throw new AppError('BAD_USER_INPUT', errors[0]?.message ?? '');
      return coerced ?? {};
    },
    async run(prepared, variables, caller) {
      const result = await execute({
        schema,
        document: prepared.original,
        variableValues: variables,
        operationName: prepared.operationName,
        rootValue: options.rootValue?.(caller),
      });
      return { result, setCookies: options.setCookies ?? [] };
    },
    subscriptionSource: () => {
      throw new AppError('BAD_REQUEST', 'This graph has no subscriptions.');
    },
    resolveEventEntity: async () => null,
  };
}

function operationOf(prepared: PreparedOperation) {
  const operation = getOperationAST(prepared.original, prepared.operationName);
  if (!operation) throw new AppError('OPERATION_RESOLUTION_FAILURE', 'No such operation.');
  return operation;
}

function parseDocument(query: string) {
  try {
    return parse(query);
  } catch (error) {
    throw new AppError('GRAPHQL_PARSE_FAILED', (error as Error).message);
  }
}

function toValidationError(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
}
