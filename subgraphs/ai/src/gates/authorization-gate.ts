import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql';
import type { Issue } from '../models/verdict.ts';
import { contentOf, fault, type Gate, looseManifest, permissionNames } from './gate.ts';

const FILE = 'schema.graphql';
const ROOTS = ['Query', 'Mutation', 'Subscription'];
const DIRECTIVES = [
  'key',
  'authenticated',
  'requiresScopes',
  'listSize',
  'event',
  'shareable',
  'tag',
];
const KINDS: readonly string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
];

/** A rule on every root field and type, only the plugin's own permissions, and nothing that loosens another's rules. */
export const authorizationGate: Gate = {
  name: 'authorization',
  check: ({ candidate }) => {
    const text = contentOf(candidate, FILE) ?? '';
    const document = parsed(text);
    if ('code' in document) return [document];
    const own = permissionNames(looseManifest(candidate));
    return [
      ...document.definitions.flatMap((definition) => definitionFaults(definition, own)),
      ...eventFaults(document.definitions, looseManifest(candidate).emits ?? []),
      ...(document.definitions.some((one) => isObject(one) && one.name.value === 'Query')
        ? []
        : [fault('QUERY_MISSING', 'The schema has no Query.', { file: FILE })]),
    ];
  },
};

function parsed(text: string) {
  try {
    return parse(text, { maxTokens: 20_000 });
  } catch (error) {
    return fault('SCHEMA_INVALID', error instanceof Error ? error.message : String(error), {
      file: FILE,
    });
  }
}

function isObject(definition: DefinitionNode): definition is ObjectTypeDefinitionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION;
}

function definitionFaults(definition: DefinitionNode, own: readonly string[]): readonly Issue[] {
  if (!KINDS.includes(definition.kind)) {
    return [
      fault('DEFINITION_NOT_ALLOWED', `A generated schema has no ${definition.kind}.`, {
        file: FILE,
        line: lineOf(definition),
        suggestion: 'Use object, input, enum and scalar definitions; the SDK adds @link itself.',
      }),
    ];
  }
  if (!isObject(definition)) return directiveFaults(definition, '');
  const name = definition.name.value;
  const fields = definition.fields ?? [];
  const within = [definition, ...fields].flatMap((node) => directiveFaults(node, name));
  const scopes = [definition, ...fields].flatMap((node) => scopeFaults(node, own));
  const rules = ROOTS.includes(name)
    ? fields.flatMap((field) => rootFaults(name, field))
    : typeFaults(definition);
  return [...within, ...scopes, ...rules];
}

type Directed = {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
  readonly loc?: FieldDefinitionNode['loc'];
};

function lineOf({ loc }: { readonly loc?: FieldDefinitionNode['loc'] }): number | null {
  return loc?.startToken.line ?? null;
}

function directiveFaults(node: object, type: string): readonly Issue[] {
  const { directives = [] } = node as Directed;
  return directives
    .filter(({ name }) => {
      const isPublic = name.value === 'shareable' || name.value === 'tag';
      return !DIRECTIVES.includes(name.value) || (isPublic && type !== 'PageInfo');
    })
    .map((directive) =>
      fault('DIRECTIVE_NOT_ALLOWED', `@${directive.name.value} is not for generated plugins.`, {
        file: FILE,
        line: lineOf(directive),
        suggestion: `Remove @${directive.name.value}.`,
      }),
    );
}

function rootFaults(root: string, field: FieldDefinitionNode): readonly Issue[] {
  const place = { file: FILE, line: lineOf(field) };
  const scopes = scopesOf(field);
  if (scopes.length === 0) {
    return [
      fault('AUTHORIZATION_MISSING', `${root}.${field.name.value} names no permission.`, {
        ...place,
        suggestion: 'Add @requiresScopes(scopes: [["<plugin>:<noun>:<verb>"]]).',
      }),
    ];
  }
  const told = field.description?.value ?? '';
  return scopes
    .filter((scope) => !told.includes(`\`${scope}\``))
    .map((scope) =>
      fault(
        'DESCRIPTION_SILENT',
        `The description of ${root}.${field.name.value} does not name ${scope}.`,
        place,
      ),
    );
}

function typeFaults(type: ObjectTypeDefinitionNode): readonly Issue[] {
  const name = type.name.value;
  const isRuled = (type.directives ?? []).some(({ name: directive }) =>
    ['authenticated', 'requiresScopes'].includes(directive.value),
  );
  if (isRuled || name === 'PageInfo') return [];
  return [
    fault('AUTHORIZATION_MISSING', `The type ${name} has no rule.`, {
      file: FILE,
      line: lineOf(type),
      suggestion: 'Add @requiresScopes, or @authenticated.',
    }),
  ];
}

function scopesOf({ directives = [] }: Directed): readonly string[] {
  return directives
    .filter(({ name }) => name.value === 'requiresScopes')
    .flatMap(({ arguments: given = [] }) => given)
    .flatMap(({ value }) => (value.kind === Kind.LIST ? value.values : []))
    .flatMap((group) => (group.kind === Kind.LIST ? group.values : []))
    .flatMap((scope) => (scope.kind === Kind.STRING ? [scope.value] : []));
}

function scopeFaults(node: Directed, own: readonly string[]): readonly Issue[] {
  return scopesOf(node)
    .filter((scope) => !own.includes(scope))
    .map((scope) =>
      fault('PERMISSION_UNKNOWN', `${scope} is no permission of this plugin’s manifest.`, {
        file: FILE,
        line: lineOf(node),
        suggestion: own.length > 0 ? `Use one of ${own.join(', ')}.` : 'State it in manifest.json.',
      }),
    );
}

function eventFaults(
  definitions: readonly DefinitionNode[],
  emits: readonly string[],
): readonly Issue[] {
  const fields = definitions
    .filter(isObject)
    .flatMap(({ name, fields = [] }) => (name.value === 'Subscription' ? fields : []));
  return fields.flatMap((field) => {
    const event = field.directives?.find(({ name }) => name.value === 'event');
    const names = event?.arguments?.find(({ name }) => name.value === 'names')?.value;
    const given =
      names?.kind === Kind.LIST
        ? names.values.flatMap((one) => (one.kind === Kind.STRING ? [one.value] : []))
        : [];
    const unknown = given.filter((name) => !emits.includes(name));
    if (given.length > 0 && unknown.length === 0) return [];
    const message =
      given.length === 0
        ? 'names no event'
        : `names ${unknown.join(', ')}, which the manifest does not emit`;
    return [
      fault('EVENT_UNKNOWN', `Subscription.${field.name.value} ${message}.`, {
        file: FILE,
        line: lineOf(field),
      }),
    ];
  });
}
