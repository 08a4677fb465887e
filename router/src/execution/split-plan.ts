import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';

/** A plan in two: the fetch that comes first, and what follows it. */
export type SplitPlan = {
  readonly first: PlanNode | undefined;
  readonly rest: PlanNode | undefined;
};

/**
 * Parts a plan at its first fetch: the primary of a subscription, or the first of a sequence. Conditions around the first
 * fetch stay around it. A plan that begins with several fetches at once has no first one: all of it is `rest`.
 */
export function splitPlan(plan: QueryPlan | null): SplitPlan {
  const node = plan?.node;
  if (!node) return { first: undefined, rest: undefined };
  if (node.kind === 'Subscription') return { first: node.primary, rest: node.rest };
  return splitNode(node);
}

/** The whole plan of a query or mutation; undefined when nothing is fetched. Subscriptions have no whole plan. */
export function wholePlan(plan: QueryPlan | null): PlanNode | undefined {
  const node = plan?.node;
  if (node?.kind === 'Subscription') throw new Error('A subscription runs once for each event.');
  return node;
}

/** The fetch that comes first; null when there is none. */
export function firstFetch(plan: QueryPlan | null): FetchNode | null {
  const { first } = splitPlan(plan);
  return first ? fetchIn(first) : null;
}

function splitNode(node: PlanNode): SplitPlan {
  if (node.kind === 'Fetch') return { first: node, rest: undefined };
  if (node.kind === 'Condition' && node.ifClause && !node.elseClause) {
    const { first, rest } = splitNode(node.ifClause);
    const within = (part: PlanNode | undefined) => part && { ...node, ifClause: part };
    return { first: within(first), rest: within(rest) };
  }
  if (node.kind !== 'Sequence') return { first: undefined, rest: node };
  const [head, ...tail] = node.nodes;
  const { first, rest } = head ? splitNode(head) : { first: undefined, rest: undefined };
  return { first, rest: { kind: 'Sequence', nodes: rest ? [rest, ...tail] : tail } };
}

function fetchIn(node: PlanNode): FetchNode | null {
  if (node.kind === 'Fetch') return node;
  return node.kind === 'Condition' && node.ifClause ? fetchIn(node.ifClause) : null;
}
