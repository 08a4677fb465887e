import type { Schema } from '@apollo/federation-internals';
import { PLATFORM_SPEC_URL } from '@gestas/sdk';
import type { EventDeclaration } from '../pipeline.ts';
import {
  applicationsOf,
  type DirectiveArguments,
  featureDirectiveName,
} from './feature-directive.ts';

/** Reads `@event` of every subscription field, by field name. Throws when a `key` is malformed. */
export function readEvents(schema: Schema): ReadonlyMap<string, EventDeclaration> {
  const directive = featureDirectiveName(schema, PLATFORM_SPEC_URL, 'event');
  const root = schema.schemaDefinition.root('subscription')?.type;
  const events = new Map<string, EventDeclaration>();
  for (const field of root?.fields() ?? []) {
    const [declared] = applicationsOf(field, directive);
    if (declared) events.set(field.name, toDeclaration(field.coordinate, declared));
  }
  return events;
}

function toDeclaration(coordinate: string, declared: DirectiveArguments): EventDeclaration {
  const { names, key, payload, match, viewer } = declared;
  return {
    names: strings(names),
    key: typeof key === 'string' ? parseKey(coordinate, key) : null,
    payload: payload === true,
    match: strings(match),
    viewer: typeof viewer === 'string' ? viewer : null,
  };
}

/** `"id: postId, locale"` → { id: 'postId', locale: 'locale' }: key field → name in the event's data. */
function parseKey(coordinate: string, key: string): Record<string, string> {
  const pairs = [...key.matchAll(/(\w+)(?:\s*:\s*(\w+))?/g)].map(([, field = '', name]) => [
    field,
    name ?? field,
  ]);
  if (pairs.length === 0) throw new Error(`@event on ${coordinate} has an empty key.`);
  return Object.fromEntries(pairs);
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
