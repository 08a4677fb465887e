import { type FieldDefinitionNode, print } from 'graphql';
import type { CompositionFault } from '../composition/composition.ts';
import { argumentOf } from './applications.ts';
import { fault } from './fault.ts';
import type { GateContext } from './gate-context.ts';
import { keyFields } from './ownership-book.ts';
import { readSelection } from './read-selection.ts';
import type { Registration } from './registration.ts';
import { appliedTo, type TypePart } from './schema-parts.ts';

/** Why a directive is refused on what another plugin owns; those not named here: DIRECTIVE_NOT_GRANTED. */
const DIRECTIVE_CODES: Readonly<Record<string, string>> = {
  inaccessible: 'HIDING_NOT_GRANTED',
  interfaceObject: 'INTERFACE_OBJECT_NOT_GRANTED',
  shareable: 'SHARING_NOT_GRANTED',
  provides: 'PROVIDES_NOT_GRANTED',
  override: 'OVERRIDE_NOT_GRANTED',
  authenticated: 'RULE_NOT_GRANTED',
  requiresScopes: 'RULE_NOT_GRANTED',
  policy: 'RULE_NOT_GRANTED',
};
const RULES = ['authenticated', 'requiresScopes', 'policy'];

/** What a plugin may do with a type of another's: refer to it by the owner's key, and add fields that nobody has. */
export function checkForeignType(
  context: GateContext,
  part: TypePart,
  owner: Registration,
): readonly CompositionFault[] {
  const isGranted = context.mayTouch(owner, part.name);
  if (isGranted && part.kind !== 'Object') return [];
  const fields = [...part.fields.values()].flatMap((field) =>
    fieldFaults(context, part, owner, field),
  );
  if (isGranted) return fields;
  return [...typeFaults(part, owner), ...keyFaults(context, part, owner), ...fields];
}

function typeFaults(part: TypePart, owner: Registration): readonly CompositionFault[] {
  const { name } = part;
  const theirs = owner.parts.get(name);
  const mayStay = (text: string) => theirs?.directives.some((one) => print(one) === text);
  const directives = part.directives.flatMap((directive) => {
    const kind = directive.name.value;
    const isSameRule = RULES.includes(kind) && mayStay(print(directive));
    if (kind === 'key' || isSameRule) return [];
    return [refuseDirective(kind, name, owner)];
  });
  const isEntity = part.kind === 'Object' && appliedTo(part, 'key').length > 0;
  if (isEntity && part.interfaces.length === 0) return directives;
  return [...directives, refuse('OWNERSHIP_CONFLICT', name, owner)];
}

/** A key that the owner does not have would bring what it selects to this plugin. */
function keyFaults(
  { candidate, mayTouch }: GateContext,
  part: TypePart,
  owner: Registration,
): readonly CompositionFault[] {
  const theirs = owner.parts.get(part.name);
  const keys = theirs ? keysOf(owner.parts, theirs) : [];
  return keysOf(candidate.parts, part)
    .filter((key) => !keys.some(({ normal }) => normal === key.normal))
    .filter(({ coordinates }) => {
      const isGranted = coordinates.every((one) => mayTouch(owner, one));
      return coordinates.length === 0 || !isGranted;
    })
    .map(() => refuse('KEY_NOT_GRANTED', part.name, owner));
}

function keysOf(parts: Registration['parts'], part: TypePart) {
  return appliedTo(part, 'key').map(
    (key) =>
      readSelection(parts, part.name, argumentOf(key, 'fields')) ?? {
        coordinates: [],
        normal: '?',
      },
  );
}

function fieldFaults(
  { candidate, book, mayTouch }: GateContext,
  part: TypePart,
  typeOwner: Registration,
  field: FieldDefinitionNode,
): readonly CompositionFault[] {
  const name = field.name.value;
  const coordinate = `${part.name}.${name}`;
  const owner = book.fieldOwner(part.name, name);
  if (!owner || mayTouch(owner, coordinate)) return [];
  const directives = (field.directives ?? []).filter((one) => one.name.value !== 'external');
  const [odd] = directives;
  if (odd) return [refuseDirective(odd.name.value, coordinate, owner)];
  const isExternal = appliedTo(field, 'external').length > 0;
  const theirs = typeOwner.parts.get(part.name);
  const isKey =
    theirs !== undefined &&
    keyFields(typeOwner.parts, theirs).includes(coordinate) &&
    keyFields(candidate.parts, part).includes(coordinate);
  if (!isExternal && !isKey) return [refuse('OWNERSHIP_CONFLICT', coordinate, owner)];
  return isSame(field, owner.parts.get(part.name)?.fields.get(name))
    ? []
    : [refuse('FIELD_CHANGED', coordinate, owner)];
}

/** Composition would loosen `ID!` to `ID` for everybody, were it stated so once. */
function isSame(field: FieldDefinitionNode, theirs: FieldDefinitionNode | undefined): boolean {
  const signature = (one: FieldDefinitionNode) =>
    [
      print(one.type),
      ...(one.arguments ?? []).map((input) => `${input.name.value}: ${print(input.type)}`).sort(),
    ].join(' ');
  return theirs !== undefined && signature(field) === signature(theirs);
}

function refuseDirective(name: string, coordinate: string, owner: Registration): CompositionFault {
  const code = DIRECTIVE_CODES[name] ?? 'DIRECTIVE_NOT_GRANTED';
  const message = `@${name} on ${coordinate}, which belongs to ${owner.name}: its manifest does not grant it.`;
  return fault(code, message, [coordinate]);
}

function refuse(code: string, coordinate: string, owner: Registration): CompositionFault {
  const what = {
    OWNERSHIP_CONFLICT: 'belongs to',
    KEY_NOT_GRANTED: 'has a key here that is none of',
    FIELD_CHANGED: 'is stated otherwise than by',
  }[code];
  return fault(code, `${coordinate} ${what} ${owner.name}, whose manifest does not grant it.`, [
    coordinate,
  ]);
}
