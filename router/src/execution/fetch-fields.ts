import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { conditionsHold, conditionsOf } from '../planning/conditions.ts';
import { pickOperation } from '../planning/operation.ts';
import { responseName } from '../planning/private-names.ts';
import type { RawObject } from './raw-data.ts';
import { isOfType } from './representations.ts';

/** What decides the fields of a fetch besides itself. */
export type FetchSurroundings = {
  readonly schema: GraphQLSchema;
  readonly variables: Readonly<Record<string, unknown>>;
};

const documents = new WeakMap<FetchNode, DocumentNode>();

/** The document a fetch sends, parsed once. */
export function documentOf(fetch: FetchNode): DocumentNode {
  const known = documents.get(fetch) ?? parse(fetch.operation, { noLocation: true });
  documents.set(fetch, known);
  return known;
}

/**
 * The response names a fetch gives data for in one object: its root fields, or the fields below `_entities` that apply
 * to the object's type; not those the variables skip. `__typename` is not among them.
 */
export function fieldsOfFetch(
  fetch: FetchNode,
  object: RawObject,
  { schema, variables }: FetchSurroundings,
): readonly string[] {
  const { definition, fragments } = pickOperation(documentOf(fetch), null);
  const applies = (condition: string | undefined) =>
    !condition || !('__typename' in object) || isOfType(schema, object, condition);
  const open = (set: SelectionSetNode | undefined): readonly FieldNode[] =>
    (set?.selections ?? []).flatMap((node) => {
      if (!conditionsHold(conditionsOf(node), variables)) return [];
      if (node.kind === Kind.FIELD) return node;
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      return applies(inner?.typeCondition?.name.value) ? open(inner?.selectionSet) : [];
    });
  const roots = open(definition.selectionSet);
  const fields = fetch.requires ? roots.flatMap(({ selectionSet }) => open(selectionSet)) : roots;
  const names = fields.map(responseName).filter((name) => name !== '__typename');
  return [...new Set(names)];
}
