import { AppError } from '@gestas/sdk';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  validate,
} from 'graphql';
import { VALIDATION_RULES } from './validation-rules.ts';

const MOST_ERRORS = 20;

/**
 * Parses a document of at most `maxTokens` tokens.
 * Throws GraphQLError with GRAPHQL_PARSE_FAILED, or AppError LIMIT_EXCEEDED.
 */
export function parseDocument(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens });
  } catch (thrown) {
    if (!(thrown instanceof GraphQLError)) throw thrown;
    if (thrown.message.includes(`${maxTokens} tokens`)) {
      const message = `The document has more than ${maxTokens} tokens.`;
      throw new AppError('LIMIT_EXCEEDED', message, { limit: 'tokens', maximum: maxTokens });
    }
    throw withCode(thrown, 'GRAPHQL_PARSE_FAILED');
  }
}

/** What validation is told. */
export type ValidationOptions = {
  readonly introspection: boolean;
  /** The schema that errors may speak of: what the caller may see. Asked for only when there are errors. */
  readonly visible: () => Promise<GraphQLSchema>;
};

/**
 * Validates against the whole schema, so that fields the caller may not see are refused as such; errors are told by what
 * the caller may see, so that no name leaks through "Did you mean". Throws AggregateError of GraphQLErrors with
 * GRAPHQL_VALIDATION_FAILED.
 */
export async function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  { introspection, visible }: ValidationOptions,
): Promise<void> {
  const rules = introspection
    ? VALIDATION_RULES
    : [...VALIDATION_RULES, NoSchemaIntrospectionCustomRule];
  const limit = { maxErrors: MOST_ERRORS };
  const faults = [
    ...reservedVariables(document),
    ...validate(schema, document, rules, { ...limit, hideSuggestions: true }),
  ];
  if (faults.length === 0) return;
  const narrowed = await visible();
  const told = narrowed === schema ? [] : validate(narrowed, document, rules, limit);
  const own = narrowed === schema ? validate(schema, document, rules, limit) : [];
  const errors = [told, own, faults].find((list) => list.length > 0) ?? faults;
  throw new AggregateError(errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')));
}

/** A variable called `__proto__` would become the prototype of the coerced variables. */
function reservedVariables({ definitions }: DocumentNode): readonly GraphQLError[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    return (definition.variableDefinitions ?? [])
      .filter(({ variable }) => variable.name.value === '__proto__')
      .map((node) => new GraphQLError('Variables may not be called __proto__.', { nodes: node }));
  });
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  const place = nodes ? { nodes } : { source: source ?? null, positions: positions ?? null };
  return new GraphQLError(message, { ...place, extensions: { code } });
}
