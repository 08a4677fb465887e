import { type DefinitionNode, Kind, parse, print } from 'graphql';
import type { FoundPiece } from './found-piece.ts';

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** What a plugin's schema offers: one piece for each root field, and one for each other type. */
export function readSchema(path: string, source: string): readonly FoundPiece[] {
  return parse(source, { noLocation: true }).definitions.flatMap((definition) =>
    piecesOf(path, definition),
  );
}

function piecesOf(path: string, definition: DefinitionNode): readonly FoundPiece[] {
  if (!('name' in definition) || !definition.name) return [];
  const name = definition.name.value;
  const of = (piece: string, text: string, about: string): FoundPiece => ({
    collection: 'api',
    path,
    name: piece,
    text,
    about,
    language: 'en',
  });
  if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && ROOTS.has(name)) {
    return (definition.fields ?? []).map((field) =>
      of(`${name}.${field.name.value}`, print(field), field.description?.value ?? ''),
    );
  }
  const about = 'description' in definition ? (definition.description?.value ?? '') : '';
  return [of(name, print(definition), about)];
}
