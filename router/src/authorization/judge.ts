import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
} from 'graphql';
import type { Clause, Rule, RuleMap } from './rules.ts';

/** Decides, for one set of rights, what may be selected. */
export type Judge = {
  /** Whether objects, scalars or enums of this type may be seen. */
  type(name: string): boolean;
  /** Whether the field may be selected where the parent's static type is this one. */
  field(parent: GraphQLCompositeType, fieldName: string): boolean;
};

/**
 * Makes a judge. Type rule and field rule must both hold, and the rule of the object, scalar or enum the field returns.
 * A field of an interface needs the rules of the interface and of every implementation. Where a field returns an
 * interface or a union, what is selected below is judged instead, so that an explicit `... on T` stands alone.
 */
export function createJudge(
  schema: GraphQLSchema,
  rules: RuleMap,
  clauseHolds: (clause: Clause) => boolean,
): Judge {
  const ruleHolds = (rule: Rule | undefined) => rule === undefined || rule.every(clauseHolds);
  const type = remember((name: string) => ruleHolds(rules.types.get(name)));

  const returned = (parent: GraphQLCompositeType, fieldName: string) => {
    const field = isUnionType(parent) ? undefined : parent.getFields()[fieldName];
    if (!field) return true;
    const named = getNamedType(field.type);
    return isAbstractType(named) || type(named.name);
  };
  const alone = (parent: GraphQLCompositeType, fieldName: string) =>
    type(parent.name) &&
    ruleHolds(rules.fields.get(`${parent.name}.${fieldName}`)) &&
    returned(parent, fieldName);

  const judged = remember((coordinate: string) => {
    const [parentName = '', fieldName = ''] = coordinate.split('.');
    const parent = schema.getType(parentName);
    if (!parent || !isCompositeType(parent)) return false;
    if (!isAbstractType(parent)) return alone(parent, fieldName);
    const concrete = schema.getPossibleTypes(parent);
    // Judged object by object while shaping; asked here so that the verdicts count into the outcome.
    if (fieldName === '__typename') return concrete.filter(({ name }) => type(name)).length >= 0;
    return [parent, ...concrete].every((place) => alone(place, fieldName));
  });
  return { type, field: (parent, fieldName) => judged(`${parent.name}.${fieldName}`) };
}

function remember(decide: (key: string) => boolean): (key: string) => boolean {
  const known = new Map<string, boolean>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const verdict = decide(key);
    known.set(key, verdict);
    return verdict;
  };
}
