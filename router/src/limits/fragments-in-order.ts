import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionNode } from 'graphql';

/**
 * The document's fragments, each after those it spreads, so that whoever walks them in this order needs no recursion
 * from fragment to fragment. In a circle the order is arbitrary. Linear in the document.
 */
export function fragmentsInOrder(document: DocumentNode): readonly FragmentDefinitionNode[] {
  const byName = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) byName.set(definition.name.value, definition);
  }
  const ordered: FragmentDefinitionNode[] = [];
  const seen = new Set<string>();
  for (const name of byName.keys()) visit(name, byName, seen, ordered);
  return ordered;
}

type Step = { readonly name: string; readonly spreads: readonly string[]; next: number };

function visit(
  start: string,
  byName: ReadonlyMap<string, FragmentDefinitionNode>,
  seen: Set<string>,
  ordered: FragmentDefinitionNode[],
): void {
  const path: Step[] = [];
  const enter = (name: string) => {
    const fragment = byName.get(name);
    if (!fragment || seen.has(name)) return;
    seen.add(name);
    path.push({ name, spreads: spreadsOf(fragment), next: 0 });
  };
  enter(start);
  for (let step = path.at(-1); step; step = path.at(-1)) {
    const spread = step.spreads[step.next];
    step.next += 1;
    if (spread !== undefined) {
      enter(spread);
      continue;
    }
    const fragment = byName.get(step.name);
    if (fragment) ordered.push(fragment);
    path.pop();
  }
}

function spreadsOf(fragment: FragmentDefinitionNode): readonly string[] {
  const names = new Set<string>();
  const open: SelectionNode[] = [...fragment.selectionSet.selections];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === Kind.FRAGMENT_SPREAD) names.add(node.name.value);
    else for (const one of node.selectionSet?.selections ?? []) open.push(one);
  }
  return [...names];
}
