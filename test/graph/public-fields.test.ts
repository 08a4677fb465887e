import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type ConstDirectiveNode, Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';

const RULES = ['authenticated', 'requiresScopes', 'policy'];
const ROOTS = ['Query', 'Mutation', 'Subscription'];

const types = parse(readFileSync('supergraph.graphql', 'utf8')).definitions.filter(
  (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION,
);

type Directed = { readonly directives?: readonly ConstDirectiveNode[] | undefined };

function isCovered({ directives = [] }: Directed): boolean {
  return directives.some(({ name }) => RULES.includes(name.value));
}

function isPublic({ directives = [] }: Directed): boolean {
  return directives.some(
    ({ name, arguments: given = [] }) =>
      name.value === 'tag' &&
      given.some(({ value }) => value.kind === Kind.STRING && value.value === 'public'),
  );
}

function isEntity(type: ObjectTypeDefinitionNode): boolean {
  return (type.directives ?? []).some(
    ({ name, arguments: given = [] }) =>
      name.value === 'join__type' && given.some((argument) => argument.name.value === 'key'),
  );
}

/** `Type.field` of every field of these types for which a test of field and type holds. */
function coordinates(
  of: readonly ObjectTypeDefinitionNode[],
  holds: (field: Directed, type: Directed) => boolean,
): string[] {
  return of.flatMap((type) =>
    (type.fields ?? [])
      .filter((field) => holds(field, type))
      .map((field) => `${type.name.value}.${field.name.value}`),
  );
}

describe('the public graph', () => {
  const roots = types.filter(({ name }) => ROOTS.includes(name.value));
  const entities = types.filter(isEntity);

  it('has these public root and entity fields, and no other', () => {
    const open = coordinates(
      [...roots, ...entities],
      (field, type) => isPublic(field) || isPublic(type),
    );
    expect(open.sort()).toEqual([
      'Mutation.acceptInvitation',
      'Mutation.login',
      'Mutation.logout',
      'Mutation.refreshSession',
    ]);
  });

  it('has these public types, and no other', () => {
    const open = types.filter(isPublic).map(({ name }) => name.value);
    expect(open.sort()).toEqual(['LogoutPayload', 'PageInfo', 'SecondFactorRequired', 'Session']);
  });

  it('states a rule for every field that is not public, entities included', () => {
    expect(entities.map(({ name }) => name.value)).toEqual(
      expect.arrayContaining(['Post', 'Role', 'Tenant', 'User']),
    );
    const open = coordinates(
      types,
      (field, type) => ![field, type].some((one) => isCovered(one) || isPublic(one)),
    );
    expect(open).toEqual([]);
  });

  it('never states a rule on what it calls public', () => {
    const both = coordinates(types, (field, type) =>
      [field, type].some((one) => isCovered(one) && isPublic(one)),
    );
    expect(both).toEqual([]);
  });
});
