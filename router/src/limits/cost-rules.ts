import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { costDirectiveNames } from './cost-directive-names.ts';

/** `@listSize` of a field. */
export type ListSize = {
  readonly assumedSize: number | null;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
};

/** An argument or an input field. */
export type InputRule = {
  readonly typeName: string;
  /** `@cost` of the argument, or of its type; 1 for an input object, 0 for a leaf. */
  readonly weight: number;
  /** The default value when it is a whole number. */
  readonly defaultSize: number | null;
};

/** A field of an object or an interface. */
export type FieldRule = {
  readonly typeName: string;
  readonly isList: boolean;
  /** `@cost` of the field, or of its type; 1 for a composite type, 0 for a leaf. */
  readonly weight: number;
  readonly listSize: ListSize | null;
  readonly arguments: ReadonlyMap<string, InputRule>;
};

/** What each coordinate of a supergraph costs. */
export type CostRules = {
  readonly roots: Readonly<Record<'query' | 'mutation' | 'subscription', string>>;
  /** Object or interface → field. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, FieldRule>>;
  /** Input object → field. */
  readonly inputs: ReadonlyMap<string, ReadonlyMap<string, InputRule>>;
};

/**
 * Reads `@cost` and `@listSize` of a supergraph, under whatever names its `@link` gives them. Weights default as in
 * the IBM cost specification: composite types and input objects 1, leaves 0; a field's own weight replaces its type's.
 */
export function readCostRules(supergraphSdl: string): CostRules {
  const document = parse(supergraphSdl, { noLocation: true });
  const reader = createReader(document);
  const fields = new Map<string, ReadonlyMap<string, FieldRule>>();
  const inputs = new Map<string, ReadonlyMap<string, InputRule>>();
  for (const definition of document.definitions) {
    if ('fields' in definition && definition.name) {
      const name = definition.name.value;
      if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
        inputs.set(name, byName(definition.fields, reader.input));
      } else if (definition.kind !== Kind.INPUT_OBJECT_TYPE_EXTENSION) {
        fields.set(name, byName(definition.fields, reader.field));
      }
    }
  }
  return { roots: rootTypes(document), fields, inputs };
}

function createReader(document: DocumentNode) {
  const names = costDirectiveNames(document);
  const types = typesByName(document);
  const weightOf = (directives: readonly ConstDirectiveNode[] | undefined) =>
    readInt(find(directives, names.cost), 'weight');
  const typeWeight = (typeName: string) => {
    const type = types.get(typeName);
    return weightOf(type?.directives) ?? (type && isComposite(type) ? 1 : 0);
  };
  const input = ({ type, directives, defaultValue }: InputValueDefinitionNode): InputRule => {
    const typeName = namedType(type);
    const weight = weightOf(directives) ?? typeWeight(typeName);
    const isInt = defaultValue?.kind === Kind.INT;
    return { typeName, weight, defaultSize: isInt ? Number(defaultValue.value) : null };
  };
  const field = (definition: FieldDefinitionNode): FieldRule => {
    const typeName = namedType(definition.type);
    return {
      typeName,
      isList: isList(definition.type),
      weight: weightOf(definition.directives) ?? typeWeight(typeName),
      listSize: readListSize(find(definition.directives, names.listSize)),
      arguments: byName(definition.arguments, input),
    };
  };
  return { input, field };
}

function byName<Node extends { readonly name: { readonly value: string } }, Rule>(
  nodes: readonly Node[] | undefined,
  read: (node: Node) => Rule,
): ReadonlyMap<string, Rule> {
  return new Map((nodes ?? []).map((node) => [node.name.value, read(node)]));
}

function typesByName(document: DocumentNode): ReadonlyMap<string, TypeDefinitionNode> {
  const types = new Map<string, TypeDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind.endsWith('TypeDefinition')) {
      const type = definition as TypeDefinitionNode;
      types.set(type.name.value, type);
    }
  }
  return types;
}

function isComposite({ kind }: TypeDefinitionNode): boolean {
  return kind !== Kind.SCALAR_TYPE_DEFINITION && kind !== Kind.ENUM_TYPE_DEFINITION;
}

function rootTypes(document: DocumentNode): CostRules['roots'] {
  const roots = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION) continue;
    for (const { operation, type } of definition.operationTypes) roots[operation] = type.name.value;
  }
  return roots;
}

function readListSize(directive: ConstDirectiveNode | undefined): ListSize | null {
  if (!directive) return null;
  const requires = argument(directive, 'requireOneSlicingArgument');
  return {
    assumedSize: readInt(directive, 'assumedSize'),
    slicingArguments: readStrings(directive, 'slicingArguments'),
    sizedFields: readStrings(directive, 'sizedFields'),
    requireOneSlicingArgument: requires?.kind !== Kind.BOOLEAN || requires.value,
  };
}

function find(directives: readonly ConstDirectiveNode[] | undefined, name: string) {
  return directives?.find((directive) => directive.name.value === name);
}

function argument(directive: ConstDirectiveNode | undefined, name: string) {
  return directive?.arguments?.find((one) => one.name.value === name)?.value;
}

function readInt(directive: ConstDirectiveNode | undefined, name: string): number | null {
  const value = argument(directive, name);
  return value?.kind === Kind.INT ? Number(value.value) : null;
}

function readStrings(directive: ConstDirectiveNode, name: string): readonly string[] {
  const value = argument(directive, name);
  if (value?.kind === Kind.STRING) return [value.value];
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((one) => (one.kind === Kind.STRING ? [one.value] : []));
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function isList(type: TypeNode): boolean {
  if (type.kind === Kind.LIST_TYPE) return true;
  return type.kind === Kind.NON_NULL_TYPE && isList(type.type);
}
