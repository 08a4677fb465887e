import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { Issue } from '../models/verdict.ts';
import type { ComposedPlugin } from './worker-messages.ts';

/** Composes the candidate with everything that is mounted; a throw of the composer is a fault like any other. */
export function checkComposition(
  plugins: readonly ComposedPlugin[],
  candidate: string,
): readonly Issue[] {
  try {
    const result = composeServices(
      plugins.map(({ name, sdl }) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
    );
    return (result.errors ?? []).map(({ message, extensions }) =>
      issue(codeOf(extensions), message),
    );
  } catch (error) {
    return [
      issue(
        'COMPOSITION_FAILED',
        `${candidate}: ${error instanceof Error ? error.message : String(error)}`,
      ),
    ];
  }
}

function issue(code: string, message: string): Issue {
  return {
    code,
    severity: 'ERROR',
    file: 'schema.graphql',
    line: null,
    message: message.slice(0, 400),
    suggestion: null,
  };
}

function codeOf({ code }: { readonly code?: unknown }): string {
  return typeof code === 'string' ? code : 'COMPOSITION_FAILED';
}
