import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { Operation } from '../planning/operation.ts';
import { responseName } from '../planning/private-names.ts';

/**
 * Makes the function that answers `__schema` and `__type` from the schema the caller may see. It is asked for the schema
 * only when something is introspected.
 */
export function createIntrospection(
  visibleSchema: () => GraphQLSchema,
  { definition, fragments }: Operation,
  variables: Readonly<Record<string, unknown>>,
): (fields: readonly FieldNode[]) => unknown {
  return (fields) => {
    const [first] = fields;
    if (!first) return null;
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          kind: Kind.OPERATION_DEFINITION,
          operation: OperationTypeNode.QUERY,
          variableDefinitions: used(definition.variableDefinitions, fields),
          selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
        },
        ...fragments.values(),
      ],
    };
    const { data } = executeSync({
      schema: visibleSchema(),
      document,
      variableValues: { ...variables },
    });
    return data?.[responseName(first)] ?? null;
  };
}

/** Only variables the fields use: the caller may not see the types of others. */
function used(
  definitions: readonly VariableDefinitionNode[] = [],
  fields: readonly FieldNode[],
): readonly VariableDefinitionNode[] {
  const names = new Set<string>();
  for (const field of fields) visit(field, { Variable: ({ name }) => void names.add(name.value) });
  return definitions.filter(({ variable }) => names.has(variable.name.value));
}
