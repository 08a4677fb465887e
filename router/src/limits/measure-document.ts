import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { fragmentsInOrder } from './fragments-in-order.ts';

/** What one selection set comes to when every fragment in it is written out. */
type Measure = {
  readonly expanded: number;
  readonly aliases: number;
  /** Fields directly at this level. */
  readonly fields: number;
  readonly depth: number;
  readonly introspectionDepth: number;
  /** `__schema` and `__type` at this level. */
  readonly introspectionRoots: number;
};

/** The sizes of a document. With several operations: sums of what adds up, the largest of what doesn't. */
export type DocumentMeasure = {
  readonly expandedSelections: number;
  readonly aliases: number;
  readonly directives: number;
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly introspectionRoots: number;
  readonly rootFields: number;
  readonly fragments: number;
};

const NOTHING: Measure = {
  expanded: 0,
  aliases: 0,
  fields: 0,
  depth: 0,
  introspectionDepth: 0,
  introspectionRoots: 0,
};
/** Sums stop here, far above every limit and far below what numbers can't count. */
const CEILING = 1e12;

/**
 * Measures a document in time linear in its text: each fragment is measured once, however often it is spread.
 * Circular and unknown fragments count as empty; validation refuses them afterwards.
 */
export function measureDocument(document: DocumentNode): DocumentMeasure {
  const measured = new Map<string, Measure>();
  const fragments = fragmentsInOrder(document);
  for (const fragment of fragments) {
    measured.set(fragment.name.value, measureSet(fragment.selectionSet, measured));
  }
  const operations = document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => measureSet(operation.selectionSet, measured));
  const sum = (pick: (one: Measure) => number) =>
    operations.reduce((total, operation) => total + pick(operation), 0);
  const most = (pick: (one: Measure) => number) =>
    operations.reduce((largest, operation) => Math.max(largest, pick(operation)), 0);
  return {
    expandedSelections: sum(({ expanded }) => expanded),
    aliases: sum(({ aliases }) => aliases),
    directives: countDirectives(document),
    depth: most(({ depth }) => depth),
    introspectionDepth: most(({ introspectionDepth }) => introspectionDepth),
    introspectionRoots: most(({ introspectionRoots }) => introspectionRoots),
    rootFields: most(({ fields }) => fields),
    fragments: fragments.length,
  };
}

function measureSet(set: SelectionSetNode, fragments: ReadonlyMap<string, Measure>): Measure {
  let total = NOTHING;
  for (const selection of set.selections) {
    total = add(total, measureSelection(selection, fragments));
  }
  return total;
}

function measureSelection(
  selection: SelectionNode,
  fragments: ReadonlyMap<string, Measure>,
): Measure {
  if (selection.kind === Kind.FRAGMENT_SPREAD) {
    return fragments.get(selection.name.value) ?? NOTHING;
  }
  if (selection.kind === Kind.INLINE_FRAGMENT) return measureSet(selection.selectionSet, fragments);
  return measureField(selection, fragments);
}

function measureField(field: FieldNode, fragments: ReadonlyMap<string, Measure>): Measure {
  const below = field.selectionSet ? measureSet(field.selectionSet, fragments) : NOTHING;
  const name = field.name.value;
  const introspects = name === '__schema' || name === '__type';
  const height = below.depth + 1;
  return {
    expanded: below.expanded + 1,
    aliases: below.aliases + (field.alias ? 1 : 0),
    fields: 1,
    depth: introspects ? 1 : height,
    introspectionDepth: introspects ? height : below.introspectionDepth,
    introspectionRoots: introspects ? 1 : 0,
  };
}

function add(left: Measure, right: Measure): Measure {
  return {
    expanded: Math.min(left.expanded + right.expanded, CEILING),
    aliases: Math.min(left.aliases + right.aliases, CEILING),
    fields: Math.min(left.fields + right.fields, CEILING),
    depth: Math.max(left.depth, right.depth),
    introspectionDepth: Math.max(left.introspectionDepth, right.introspectionDepth),
    introspectionRoots: Math.min(left.introspectionRoots + right.introspectionRoots, CEILING),
  };
}

/** Directives anywhere in the text: on operations, variables, fragments and selections. */
function countDirectives(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Directive() {
      count += 1;
    },
  });
  return count;
}
