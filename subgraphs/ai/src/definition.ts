import manifest from '../manifest.json' with { type: 'json' };
import { createRunningAnswers } from './adapters/running-answers.ts';
import { createContext } from './context.ts';
import { createImplementations, type Implementations } from './implementations.ts';
import { resolvers } from './resolvers/index.ts';

/** The plugin on given implementations of its ports: tests give their own. */
export function createDefinition(implementations: Implementations) {
  const answers = createRunningAnswers();
  return {
    manifest,
    schema: new URL('../schema.graphql', import.meta.url),
    resolvers,
    context: createContext(implementations, answers),
    whileRunning: async () => ({ stop: () => answers.stop() }),
  };
}

/** The plugin as a value: `index.ts` starts it, tests run it alone. */
export const definition = createDefinition(createImplementations());
