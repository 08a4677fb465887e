import { type Manifest, PLATFORM_HEADER, type RegistrationContent } from '@gestas/sdk';
import { type DocumentNode, parse } from 'graphql';
import { appliedTo, readSchemaParts, type SchemaParts, type TypePart } from './schema-parts.ts';

/** A registration as the gate reads it. */
export type Registration = {
  readonly name: string;
  readonly manifest: Manifest;
  readonly parts: SchemaParts;
};

const MAX_TOKENS = 100_000;
const known = new WeakMap<RegistrationContent, Registration>();

/** Reads a registration, once. Throws a GraphQLError when its SDL is not well-formed. */
export function readRegistration(content: RegistrationContent): Registration {
  const before = known.get(content);
  if (before) return before;
  const { manifest, sdl } = content;
  const parts = readSchemaParts(ownDocument(sdl));
  const registration = { name: manifest.name, manifest, parts };
  known.set(content, registration);
  return registration;
}

/** What a plugin wrote itself: the SDL without the platform's header. */
export function ownDocument(sdl: string): DocumentNode {
  return parse(sdl.slice(PLATFORM_HEADER.length), { maxTokens: MAX_TOKENS, noLocation: true });
}

/**
 * Whether a plugin only refers to a type, or adds fields to it: it has a key, and the manifest does not claim it.
 */
export function isReference({ manifest }: Registration, part: TypePart): boolean {
  return appliedTo(part, 'key').length > 0 && !manifest.owns.includes(part.name);
}
