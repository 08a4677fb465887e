import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql';

const SPEC = /^https:\/\/specs\.apollo\.dev\/cost\/v\d+\.\d+\/?$/;

/**
 * What a supergraph calls `@cost` and `@listSize`: `@link` may rename each by its import or prefix both by `as`
 * (https://specs.apollo.dev/link/v1.0). Names not imported are `cost` for the spec's own and `cost__listSize`.
 */
export function costDirectiveNames(document: DocumentNode): { cost: string; listSize: string } {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) {
      continue;
    }
    const link = definition.directives?.find((one) => SPEC.test(text(argument(one, 'url')) ?? ''));
    if (link) return namesIn(link);
  }
  return { cost: 'cost', listSize: 'listSize' };
}

function namesIn(link: ConstDirectiveNode): { cost: string; listSize: string } {
  const prefix = text(argument(link, 'as')) ?? 'cost';
  const imports = argument(link, 'import');
  const named = new Map(imports?.kind === Kind.LIST ? imports.values.flatMap(readImport) : []);
  return {
    cost: named.get('@cost') ?? prefix,
    listSize: named.get('@listSize') ?? `${prefix}__listSize`,
  };
}

function readImport(value: ConstValueNode): [string, string][] {
  if (value.kind === Kind.STRING) return [[value.value, value.value.replace(/^@/, '')]];
  if (value.kind !== Kind.OBJECT) return [];
  const member = (name: string) =>
    text(value.fields.find((field) => field.name.value === name)?.value);
  const name = member('name');
  return name ? [[name, (member('as') ?? name).replace(/^@/, '')]] : [];
}

function argument(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((one) => one.name.value === name)?.value;
}

function text(value: ConstValueNode | undefined): string | null {
  return value?.kind === Kind.STRING ? value.value : null;
}
