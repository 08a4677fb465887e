import {
  BREAK,
  type DefinitionNode,
  type FieldNode,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isNeverSelected } from '../planning/conditions.ts';
import type { Judge } from './judge.ts';

/**
 * The field nodes the judge refuses, in an operation and the fragments it uses. A node has one static parent type
 * wherever its fragment is spread, so the verdict belongs to the node. What a literal `@skip` removes isn't judged.
 */
export function refuseFields(
  schema: GraphQLSchema,
  definitions: readonly DefinitionNode[],
  judge: Judge,
): ReadonlySet<FieldNode> {
  const refused = new Set<FieldNode>();
  const info = new TypeInfo(schema);
  for (const definition of definitions) {
    visit(
      definition,
      visitWithTypeInfo(info, {
        Field(node) {
          if (isNeverSelected(node)) return false;
          const parent = info.getParentType();
          if (!parent) return BREAK;
          if (judge.field(parent, node.name.value)) return undefined;
          refused.add(node);
          return false;
        },
        InlineFragment: (node) => (isNeverSelected(node) ? false : undefined),
      }),
    );
  }
  return refused;
}
