import { type ASTNode, print, visit } from 'graphql';
import type { TypePart } from './schema-parts.ts';

/**
 * A type as text, without descriptions and in a fixed order: equal for equal statements of it. Directives on what is
 * within belong to the shape, those on the type itself stand apart.
 */
export function shapeOf(part: TypePart): {
  readonly shape: string;
  readonly directives: readonly string[];
} {
  const within = [
    ...part.interfaces,
    ...[...part.fields.values(), ...part.inputs, ...part.values].map(bare),
    ...part.members,
  ].sort();
  return {
    shape: within.length > 0 ? `${part.kind}(${within.join(', ')})` : part.kind,
    directives: part.directives.map(print),
  };
}

function bare(node: ASTNode): string {
  return print(visit(node, { enter: (_node, key) => (key === 'description' ? null : undefined) }));
}
