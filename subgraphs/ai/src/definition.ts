import type { BackgroundScoping, PluginServices } from '@gestas/sdk';
import manifest from '../manifest.json' with { type: 'json' };
import { createRunningAnswers } from './adapters/running-answers.ts';
import { createContext, type Parts } from './context.ts';
import type { AiEvents } from './events.ts';
import { createJudge } from './gates/judge.ts';
import { createImplementations, type Implementations } from './implementations.ts';
import { resolvers } from './resolvers/index.ts';
import { createForge } from './workflow/create-forge.ts';

/** The plugin on given implementations of its ports: tests give their own. */
export function createDefinition(implementations: Implementations) {
  const { generator, supervisor, sandbox } = implementations;
  const forge = createForge((keyValue) => {
    const readLiveGraph = implementations.readLiveGraph(keyValue);
    const crew = implementations.makeCrew();
    const judge = createJudge(crew, readLiveGraph);
    return { generator, supervisor, readLiveGraph, judge, sandbox, stop: () => crew.stop() };
  }, implementations.forge);
  const names = { generator: generator.name, supervisor: supervisor.name };
  const answers = createRunningAnswers();
  const context = createContext(implementations, { names, wake: forge.wake }, answers);
  return {
    manifest,
    schema: new URL('../schema.graphql', import.meta.url),
    resolvers,
    context,
    whileRunning: async (
      services: PluginServices,
      forTenant: BackgroundScoping<Parts, AiEvents>,
    ) => {
      const worker = await forge.start(services, forTenant);
      return { stop: async () => void (await Promise.all([worker.stop(), answers.stop()])) };
    },
  };
}

/** The plugin as a value: `index.ts` starts it, tests run it alone. */
export const definition = createDefinition(createImplementations());
