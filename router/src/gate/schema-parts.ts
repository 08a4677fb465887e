import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';

/** What a type is; an extension counts as what it extends. */
export type TypeKind = 'Object' | 'Interface' | 'Union' | 'Enum' | 'InputObject' | 'Scalar';

/** A type with all that definitions and extensions of it say together. */
export type TypePart = {
  readonly name: string;
  readonly kind: TypeKind;
  readonly directives: readonly ConstDirectiveNode[];
  readonly interfaces: readonly string[];
  /** Of objects and interfaces. */
  readonly fields: ReadonlyMap<string, FieldDefinitionNode>;
  readonly inputs: readonly InputValueDefinitionNode[];
  readonly values: readonly EnumValueDefinitionNode[];
  readonly members: readonly string[];
};

/** The types of a schema by name. */
export type SchemaParts = ReadonlyMap<string, TypePart>;

/** The types every plugin adds fields to. */
export const ROOTS: readonly string[] = ['Query', 'Mutation', 'Subscription'];

/** Reads a schema's types, extensions merged into them. */
export function readSchemaParts(document: DocumentNode): SchemaParts {
  const parts = new Map<string, TypePart>();
  for (const definition of document.definitions) {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    const part = toPart(definition);
    const known = parts.get(part.name);
    parts.set(part.name, known ? merged(known, part) : part);
  }
  return parts;
}

/** The applications of one directive. */
export function appliedTo(
  { directives }: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

function toPart(definition: TypeDefinitionNode | TypeExtensionNode): TypePart {
  const kind = definition.kind.replace(/Type(Definition|Extension)$/, '') as TypeKind;
  const fields = 'fields' in definition ? (definition.fields ?? []) : [];
  const isInput = kind === 'InputObject';
  const own = (isInput ? [] : fields) as readonly FieldDefinitionNode[];
  return {
    name: definition.name.value,
    kind,
    directives: definition.directives ?? [],
    interfaces:
      'interfaces' in definition ? (definition.interfaces ?? []).map(({ name }) => name.value) : [],
    fields: new Map(own.map((field) => [field.name.value, field])),
    inputs: (isInput ? fields : []) as readonly InputValueDefinitionNode[],
    values: 'values' in definition ? (definition.values ?? []) : [],
    members: 'types' in definition ? (definition.types ?? []).map(({ name }) => name.value) : [],
  };
}

/** What it is is what its first definition says; composition refuses the rest. */
function merged(first: TypePart, next: TypePart): TypePart {
  return {
    ...first,
    directives: [...first.directives, ...next.directives],
    interfaces: [...first.interfaces, ...next.interfaces],
    fields: new Map([...first.fields, ...next.fields]),
    inputs: [...first.inputs, ...next.inputs],
    values: [...first.values, ...next.values],
    members: [...first.members, ...next.members],
  };
}
