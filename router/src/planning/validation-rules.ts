import {
  type FloatValueNode,
  GraphQLError,
  type IntValueNode,
  specifiedRules,
  type ValidationRule,
} from 'graphql';

/** An operation of a kind the schema has no root type for passes the specified rules: nothing below it is looked at. */
const knownRootType: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    const message = `There are no ${PLURALS[node.operation]} here.`;
    context.reportError(new GraphQLError(message, { nodes: node }));
  },
});

const PLURALS = { query: 'queries', mutation: 'mutations', subscription: 'subscriptions' } as const;

/** A number that JavaScript reads as infinite can't be printed again for a plugin. */
const finiteNumbers: ValidationRule = (context) => {
  const check = (node: FloatValueNode | IntValueNode) => {
    if (Number.isFinite(Number(node.value))) return;
    const message = 'Numbers of this size cannot be represented.';
    context.reportError(new GraphQLError(message, { nodes: node }));
  };
  return { FloatValue: check, IntValue: check };
};

/** The rules of the specification, and what they leave to execution. */
export const VALIDATION_RULES: readonly ValidationRule[] = [
  ...specifiedRules,
  knownRootType,
  finiteNumbers,
];
