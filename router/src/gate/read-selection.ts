import { type FieldNode, Kind, parse, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { SchemaParts } from './schema-parts.ts';

/** What `@key`, `@requires` or `@provides` selects. */
export type FieldSet = {
  /** Each selected field, nested ones too: `Post.author`, `User.id`. */
  readonly coordinates: readonly string[];
  /** Equal for equal selections in any order. */
  readonly normal: string;
};

const MAX_TOKENS = 500;

/** Reads a set of fields of a type, by the schema it is written in; null when it is malformed. */
export function readSelection(parts: SchemaParts, type: string, text: unknown): FieldSet | null {
  const set = typeof text === 'string' ? parseSet(text) : null;
  return set && walk(parts, type, set);
}

/** The type behind lists and non-null of a field; undefined when the schema has no such field. */
export function namedTypeOf(parts: SchemaParts, type: string, field: string): string | undefined {
  let node = parts.get(type)?.fields.get(field)?.type;
  while (node && node.kind !== Kind.NAMED_TYPE) node = node.type;
  return node?.name.value;
}

function parseSet(text: string): SelectionSetNode | null {
  try {
    const { definitions } = parse(`{${text}}`, { maxTokens: MAX_TOKENS, noLocation: true });
    const [only] = definitions;
    const isOne = definitions.length === 1 && only?.kind === Kind.OPERATION_DEFINITION;
    return isOne ? only.selectionSet : null;
  } catch {
    return null;
  }
}

function walk(parts: SchemaParts, type: string, { selections }: SelectionSetNode): FieldSet {
  const each = selections.map((selection) => step(parts, type, selection));
  return {
    coordinates: each.flatMap(({ coordinates }) => coordinates),
    normal: `{${each
      .map(({ normal }) => normal)
      .sort()
      .join(' ')}}`,
  };
}

function step(parts: SchemaParts, type: string, selection: SelectionNode): FieldSet {
  if (selection.kind === Kind.FIELD) return fieldStep(parts, type, selection);
  if (selection.kind === Kind.FRAGMENT_SPREAD) return { coordinates: [], normal: '' };
  const condition = selection.typeCondition?.name.value ?? type;
  const inner = walk(parts, condition, selection.selectionSet);
  return { ...inner, normal: `... on ${condition}${inner.normal}` };
}

function fieldStep(parts: SchemaParts, type: string, field: FieldNode): FieldSet {
  const name = field.name.value;
  if (name === '__typename') return { coordinates: [], normal: '' };
  const below = namedTypeOf(parts, type, name);
  const inner =
    field.selectionSet && below !== undefined
      ? walk(parts, below, field.selectionSet)
      : { coordinates: [], normal: '' };
  return {
    coordinates: [`${type}.${name}`, ...inner.coordinates],
    normal: `${name}${inner.normal}`,
  };
}
