import { composeServices } from '@apollo/composition';
import { checkUi, Manifest } from '@gestas/sdk';
import { type GraphQLSchema, parse } from 'graphql';
import type { Issue } from '../models/verdict.ts';
import type { ComposedPlugin } from './worker-messages.ts';

/**
 * Composes the candidate with everything that is mounted, and checks its screens on the result; a throw of the composer is
 * a fault like any other.
 */
export function checkComposition(
  plugins: readonly ComposedPlugin[],
  candidate: string,
  manifest: string,
  permissions: readonly string[],
): readonly Issue[] {
  try {
    const result = composeServices(
      plugins.map(({ name, sdl }) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
    );
    if (result.errors) {
      return result.errors.map(({ message, extensions }) => issue(codeOf(extensions), message));
    }
    return screenFaults(result.schema.toAPISchema().toGraphQLJSSchema(), manifest, permissions);
  } catch (error) {
    return [
      issue(
        'COMPOSITION_FAILED',
        `${candidate}: ${error instanceof Error ? error.message : String(error)}`,
      ),
    ];
  }
}

function screenFaults(
  schema: GraphQLSchema,
  manifest: string,
  permissions: readonly string[],
): readonly Issue[] {
  return checkUi(Manifest.parse(JSON.parse(manifest)), schema, permissions).map(
    ({ code, message }) => issue(code, message, 'manifest.json'),
  );
}

function issue(code: string, message: string, file = 'schema.graphql'): Issue {
  return {
    code,
    severity: 'ERROR',
    file,
    line: null,
    message: message.slice(0, 400),
    suggestion: null,
  };
}

function codeOf({ code }: { readonly code?: unknown }): string {
  return typeof code === 'string' ? code : 'COMPOSITION_FAILED';
}
