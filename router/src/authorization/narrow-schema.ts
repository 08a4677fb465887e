import {
  buildASTSchema,
  type DefinitionNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  isCompositeType,
  isTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  parse,
  printSchema,
  type TypeNode,
  type UnionTypeDefinitionNode,
} from 'graphql';
import type { Judge } from './judge.ts';
import { reachableDefinitions } from './reachable-definitions.ts';

/** Makes a copy of a schema with only what a judge lets see. */
export type SchemaNarrower = (judge: Judge) => GraphQLSchema;

type WithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Prepares to narrow a schema: fields the judge refuses are gone, and with them every type that nothing visible leads
 * to. The copies serve introspection and "Did you mean"; `Query` stays even without fields, as the specification
 * demands a query type.
 */
export function createSchemaNarrower(schema: GraphQLSchema): SchemaNarrower {
  const whole = parse(printSchema(schema), { noLocation: true }).definitions;
  const query = schema.getQueryType()?.name ?? 'Query';
  return (judge) => {
    const permitted = whole.flatMap((definition) =>
      keepPermitted(definition, schema, judge, query),
    );
    const definitions = reachableDefinitions(dropEmptied(permitted, query), schema);
    return buildASTSchema(
      { kind: Kind.DOCUMENT, definitions },
      { assumeValid: true, assumeValidSDL: true },
    );
  };
}

/** Drops refused types and fields, judged one by one. */
function keepPermitted(
  definition: DefinitionNode,
  schema: GraphQLSchema,
  judge: Judge,
  query: string,
): readonly DefinitionNode[] {
  if (!isTypeDefinitionNode(definition)) return [definition];
  const name = definition.name.value;
  // Enums and scalars go with the fields that return them; arguments may still take them.
  if (!hasFields(definition)) return [definition];
  if (!judge.type(name) && name !== query) return [];
  const type = schema.getType(name);
  if (!isCompositeType(type)) return [];
  const fields = definition.fields?.filter((field) => judge.field(type, field.name.value)) ?? [];
  return [{ ...definition, fields }];
}

/** Drops what lost its last field or member, again and again until nothing changes. */
function dropEmptied(
  definitions: readonly DefinitionNode[],
  query: string,
): readonly DefinitionNode[] {
  const names = new Set(definitions.filter(isTypeDefinitionNode).map(({ name }) => name.value));
  const exists = (node: TypeNode) => names.has(namedType(node)) || BUILT_IN.has(namedType(node));
  const next = definitions
    .map((definition) => {
      if (hasFields(definition)) return withExisting(definition, exists);
      if (definition.kind !== Kind.UNION_TYPE_DEFINITION) return definition;
      return { ...definition, types: definition.types?.filter(exists) ?? [] };
    })
    .filter((definition) => !isEmptied(definition, query));
  return sizeOf(next) === sizeOf(definitions) ? next : dropEmptied(next, query);
}

const BUILT_IN: ReadonlySet<string> = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);

function withExisting(definition: WithFields, exists: (node: TypeNode) => boolean): WithFields {
  const fields: readonly FieldDefinitionNode[] = definition.fields ?? [];
  return {
    ...definition,
    fields: fields.filter(({ type }) => exists(type)),
    interfaces: definition.interfaces?.filter(exists) ?? [],
  };
}

function isEmptied(definition: DefinitionNode, query: string): boolean {
  if (hasFields(definition)) {
    return definition.fields?.length === 0 && definition.name.value !== query;
  }
  return definition.kind === Kind.UNION_TYPE_DEFINITION && definition.types?.length === 0;
}

function hasFields(definition: DefinitionNode): definition is WithFields {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

function sizeOf(definitions: readonly DefinitionNode[]): number {
  return definitions.reduce((size, definition) => size + 1 + parts(definition), 0);
}

function parts(definition: DefinitionNode): number {
  if (hasFields(definition)) return (definition.fields ?? []).length;
  const union: UnionTypeDefinitionNode | null =
    definition.kind === Kind.UNION_TYPE_DEFINITION ? definition : null;
  return union?.types?.length ?? 0;
}

function namedType(node: TypeNode | NamedTypeNode): string {
  return node.kind === Kind.NAMED_TYPE ? node.name.value : namedType(node.type);
}
