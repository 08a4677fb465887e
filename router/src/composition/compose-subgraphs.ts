import { composeServices } from '@apollo/composition';
import { type GraphQLError, parse, specifiedScalarTypes } from 'graphql';
import type { Composition, CompositionFault, Subgraph } from './composition.ts';

/**
 * Composes on the calling thread, which it blocks for 1–2 s with seven plugins: run it in a worker. Whatever goes
 * wrong, syntax errors and throws of the composer included, is a refusal with its faults.
 */
export function composeSubgraphs(id: string, subgraphs: readonly Subgraph[]): Composition {
  const names: ReadonlySet<string> = new Set(subgraphs.map(({ name }) => name));
  try {
    const services = subgraphs.map(({ name, url, sdl }) => ({
      name,
      url,
      typeDefs: parseSdl(name, sdl),
    }));
    const result = composeServices(services);
    if (result.errors)
      return { ok: false, faults: result.errors.map((error) => toFault(error, names)) };
    const hints = result.hints.map((hint) => hint.message);
    return { ok: true, compositionId: id, supergraphSdl: result.supergraphSdl, hints };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, faults: [{ code: 'COMPOSITION_FAILED', message, coordinates: [] }] };
  }
}

function parseSdl(name: string, sdl: string) {
  try {
    return parse(sdl, { maxTokens: 100_000 });
  } catch (thrown) {
    throw new Error(`[${name}] ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

function toFault(
  { message, extensions }: GraphQLError,
  names: ReadonlySet<string>,
): CompositionFault {
  const { code } = extensions;
  const quoted = message.match(/(?<=")[A-Z_a-z]\w*(\.\w+)?(\(\w+:\))?(?=")/g) ?? [];
  const coordinates = quoted.filter((name) => !names.has(name) && !isSpecifiedScalar(name));
  return {
    code: typeof code === 'string' ? code : 'COMPOSITION_FAILED',
    message,
    coordinates: [...new Set(coordinates)],
  };
}

function isSpecifiedScalar(name: string): boolean {
  return specifiedScalarTypes.some((scalar) => scalar.name === name);
}
