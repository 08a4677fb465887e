import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  Kind,
  OperationTypeNode,
  parse,
  print,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { pickOperation } from '../planning/operation.ts';
import { documentOf } from './fetch-fields.ts';

/** A query for entities, and the variables it needs besides `representations`. */
export type EntityQuery = { readonly query: string; readonly variableNames: readonly string[] };

const known = new WeakMap<FetchNode, EntityQuery>();

/**
 * Makes the `_entities` query that asks for an entity what a subscription's first fetch selects below its field. Made
 * once for each fetch.
 */
export function entityQuery(fetch: FetchNode, typeName: string): EntityQuery {
  const made = known.get(fetch) ?? makeEntityQuery(fetch, typeName);
  known.set(fetch, made);
  return made;
}

function makeEntityQuery(fetch: FetchNode, typeName: string): EntityQuery {
  const { definition, fragments } = pickOperation(documentOf(fetch), null);
  const [root] = definition.selectionSet.selections;
  if (root?.kind !== Kind.FIELD || !root.selectionSet)
    throw new Error('The field has no selection.');
  const selected: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        selectionSet: root.selectionSet,
      },
      ...fragments.values(),
    ],
  };
  const variableNames = [...usedVariables(selected)];
  const definitions = (definition.variableDefinitions ?? []).filter(({ variable }) =>
    variableNames.includes(variable.name.value),
  );
  const operation = assemble(typeName, root.selectionSet, definitions);
  const fragmentTexts = [...fragments.values()].map(print);
  return { query: [operation, ...fragmentTexts].join('\n'), variableNames };
}

function assemble(
  typeName: string,
  selectionSet: SelectionSetNode,
  definitions: readonly VariableDefinitionNode[],
): string {
  const frame = parse(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
    { noLocation: true },
  );
  return print(
    visit(frame, {
      OperationDefinition: {
        leave: (node) => ({
          ...node,
          variableDefinitions: [...(node.variableDefinitions ?? []), ...definitions],
        }),
      },
      Field: {
        leave: (node) =>
          node.name.value === '_entities'
            ? { ...node, selectionSet: on(typeName, selectionSet) }
            : undefined,
      },
    }),
  );
}

function on(typeName: string, selectionSet: SelectionSetNode): SelectionSetNode {
  const name = { kind: Kind.NAME, value: typeName } as const;
  const typeCondition = { kind: Kind.NAMED_TYPE, name } as const;
  return {
    kind: Kind.SELECTION_SET,
    selections: [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }],
  };
}

function usedVariables(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}
