import { argumentOf } from './applications.ts';
import { readSelection } from './read-selection.ts';
import { isReference, type Registration } from './registration.ts';
import { appliedTo, ROOTS, type TypePart } from './schema-parts.ts';
import { isShared } from './shared-types.ts';

/** Who owns what: the first plugin to define it. */
export type OwnershipBook = {
  /** Undefined for root types, shared types, and what nobody has defined. */
  typeOwner(type: string): Registration | undefined;
  fieldOwner(type: string, field: string): Registration | undefined;
  /** The owner of `Post` or `Post.title`. */
  ownerOf(coordinate: string): Registration | undefined;
  /** Types and root fields, each with its owner. */
  names(): Iterable<readonly [string, Registration]>;
};

/**
 * Opens the book of those mounted, in the order they came. A candidate and those that wait with it own the types that their
 * manifests claim, so that a reference which happens to be looked at first does not take them.
 */
export function openOwnershipBook(
  mounted: readonly Registration[],
  waiting: readonly Registration[] = [],
): OwnershipBook {
  const types = firstOf([
    ...mounted.flatMap((one) => eachOf(one, claimedTypes(one))),
    ...mounted.flatMap((one) => eachOf(one, unclaimedTypes(one))),
    ...waiting.flatMap((one) => eachOf(one, claimedTypes(one))),
  ]);
  const fields = firstOf([
    ...mounted.flatMap((one) => eachOf(one, fieldsOf(one, types))),
    ...waiting.flatMap((one) => eachOf(one, fieldsOfOwn(one, types))),
  ]);
  return {
    typeOwner: (type) => types.get(type),
    fieldOwner: (type, field) => fields.get(`${type}.${field}`),
    ownerOf: (coordinate) => types.get(coordinate) ?? fields.get(coordinate),
    *names() {
      yield* types;
      for (const one of fields) if (isRootField(one[0])) yield one;
    },
  };
}

/** The fields a plugin adds: not those it only selects in a key, or takes from elsewhere. */
export function addedFields({ parts }: Registration, part: TypePart): readonly string[] {
  if (isShared(part.name) || appliedTo(part, 'external').length > 0) return [];
  const keys = keyFields(parts, part);
  return [...part.fields.values()]
    .filter((field) => appliedTo(field, 'external').length === 0)
    .map(({ name }) => name.value)
    .filter((name) => !keys.includes(`${part.name}.${name}`));
}

/** Each field that the keys of a type select, nested ones too. */
export function keyFields(parts: Registration['parts'], part: TypePart): readonly string[] {
  return appliedTo(part, 'key').flatMap((key) => {
    const set = readSelection(parts, part.name, argumentOf(key, 'fields'));
    return set?.coordinates ?? [];
  });
}

type Owners = ReadonlyMap<string, Registration>;

function eachOf(one: Registration, names: readonly string[]) {
  return names.map((name) => [name, one] as const);
}

/** Whoever comes first stays. */
function firstOf(claims: readonly (readonly [string, Registration])[]): Owners {
  return new Map([...claims].reverse());
}

function fieldsOf(one: Registration, types: Owners): readonly string[] {
  const added = [...one.parts.values()]
    .filter(({ name }) => types.get(name) !== one)
    .flatMap((part) => addedFields(one, part).map((field) => `${part.name}.${field}`));
  return [...fieldsOfOwn(one, types), ...added];
}

function fieldsOfOwn(one: Registration, types: Owners): readonly string[] {
  return [...one.parts.values()]
    .filter(({ name }) => types.get(name) === one)
    .flatMap(({ name, fields }) => [...fields.keys()].map((field) => `${name}.${field}`));
}

function isRootField(coordinate: string): boolean {
  return ROOTS.includes(coordinate.split('.')[0] ?? '');
}

function claimedTypes({ manifest, parts }: Registration): readonly string[] {
  return manifest.owns.filter((name) => parts.has(name) && isOwnable(name));
}

function unclaimedTypes(one: Registration): readonly string[] {
  return [...one.parts.values()]
    .filter((part) => isOwnable(part.name) && !isReference(one, part))
    .map(({ name }) => name);
}

function isOwnable(type: string): boolean {
  return !ROOTS.includes(type) && !isShared(type);
}
