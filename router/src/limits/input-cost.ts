import { Kind, type ValueNode } from 'graphql';
import type { CostRules, InputRule } from './cost-rules.ts';

/**
 * What an argument costs: its weight, once per item of a list, and the fields of input objects below it. Variables are
 * read as JSON. Null costs nothing.
 */
export function inputCost(
  value: ValueNode,
  rule: InputRule,
  rules: CostRules,
  variables: Readonly<Record<string, unknown>>,
): number {
  switch (value.kind) {
    case Kind.NULL:
      return 0;
    case Kind.VARIABLE:
      return jsonCost(variables[value.name.value], rule, rules);
    case Kind.LIST:
      return sum(value.values, (item) => inputCost(item, rule, rules, variables));
    case Kind.OBJECT: {
      const known = rules.inputs.get(rule.typeName);
      const below = sum(value.fields, (field) => {
        const inner = known?.get(field.name.value);
        return inner ? inputCost(field.value, inner, rules, variables) : 0;
      });
      return rule.weight + below;
    }
    default:
      return rule.weight;
  }
}

function jsonCost(value: unknown, rule: InputRule, rules: CostRules): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) return sum(value, (item) => jsonCost(item, rule, rules));
  const known = rules.inputs.get(rule.typeName);
  if (typeof value !== 'object' || !known) return rule.weight;
  const below = sum(Object.entries(value), ([name, member]) => {
    const inner = known.get(name);
    return inner ? jsonCost(member, inner, rules) : 0;
  });
  return rule.weight + below;
}

function sum<Item>(items: readonly Item[], cost: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += cost(item);
  return total;
}
