import manifest from '../manifest.json' with { type: 'json' };
import { createContext } from './context.ts';
import { createGateCrew } from './gates/gate-crew.ts';
import { createJudge } from './gates/judge.ts';
import { createImplementations, type Implementations } from './implementations.ts';
import { resolvers } from './resolvers/index.ts';
import { createForge } from './workflow/create-forge.ts';

/** The plugin on given implementations of its ports: tests give their own. */
export function createDefinition(implementations: Implementations) {
  const { generator, supervisor, retrieval, readLiveGraph } = implementations;
  const crew = createGateCrew(implementations.crew);
  const judge = createJudge(crew, readLiveGraph);
  const tools = { generator, supervisor, retrieval, readLiveGraph, judge, stop: () => crew.stop() };
  const forge = createForge(tools, implementations.forge);
  const names = { generator: generator.name, supervisor: supervisor.name };
  return {
    manifest,
    schema: new URL('../schema.graphql', import.meta.url),
    resolvers,
    context: createContext({ names, wake: forge.wake }),
    whileRunning: forge.start,
  };
}

/** The plugin as a value: `index.ts` starts it, tests run it alone. */
export const definition = createDefinition(createImplementations());
