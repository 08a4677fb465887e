import { GraphQLScalarType, type ValueNode, valueFromASTUntyped } from 'graphql';

/** A scalar that carries any JSON value through; services validate what they accept. */
export function createJsonScalar(name: string): GraphQLScalarType<unknown, unknown> {
  return new GraphQLScalarType({
    name,
    serialize: (value) => value,
    parseValue: (value) => value,
    parseLiteral: (node: ValueNode, variables) => valueFromASTUntyped(node, variables),
  });
}
