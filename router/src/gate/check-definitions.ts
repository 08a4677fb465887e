import { Kind } from 'graphql';
import type { CompositionFault } from '../composition/composition.ts';
import { fault } from './fault.ts';
import type { SchemaParts } from './schema-parts.ts';

/**
 * What composition would let pass though no GraphQL schema may have it: inputs that can never be given, because each needs
 * the next in a ring.
 */
export function checkDefinitions(parts: SchemaParts): readonly CompositionFault[] {
  const needs = new Map([...parts.keys()].map((name) => [name, neededInputs(parts, name)]));
  return [...needs.keys()].flatMap((name) => {
    if (!reaches(needs, name)) return [];
    const message = `${name} needs itself, directly or by other inputs: no value of it can be written.`;
    return [fault('INPUT_ENDLESS', message, [name])];
  });
}

function neededInputs(parts: SchemaParts, name: string): readonly string[] {
  return (parts.get(name)?.inputs ?? []).flatMap(({ type }) =>
    type.kind === Kind.NON_NULL_TYPE && type.type.kind === Kind.NAMED_TYPE
      ? [type.type.name.value]
      : [],
  );
}

function reaches(needs: ReadonlyMap<string, readonly string[]>, start: string): boolean {
  const seen = new Set<string>();
  const queue = [...(needs.get(start) ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === start) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...(needs.get(next) ?? []));
  }
  return false;
}
