import { GraphQLEnumType, type GraphQLLeafType } from 'graphql';

/**
 * A leaf value as the client gets it; undefined when it doesn't fit its type. Values are taken as they are, but for an
 * integer as `ID`, which becomes text. Custom scalars take any value: their plugin has serialised them.
 */
export function completeLeaf(type: GraphQLLeafType, value: unknown): unknown {
  if (type instanceof GraphQLEnumType) {
    return typeof value === 'string' && type.getValue(value) ? value : undefined;
  }
  if (type.name === 'ID' && Number.isInteger(value)) return String(value);
  return fits(type.name, value) ? value : undefined;
}

function fits(scalar: string, value: unknown): boolean {
  switch (scalar) {
    case 'ID':
    case 'String':
      return typeof value === 'string';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Float':
      return Number.isFinite(value);
    case 'Int':
      return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
    default:
      return true;
  }
}
