import type { Judge } from '../gates/judge.ts';
import type { HeldRun } from '../models/generation-run.ts';
import type { ReadLiveGraph } from '../models/live-graph.ts';
import type { PluginGenerator } from '../models/plugin-generator.ts';
import type { SupervisorService } from '../models/supervisor-service.ts';
import type { TestSandbox } from '../models/test-sandbox.ts';
import { type RunScope, remember } from './steps.ts';

/** What runs are carried out with. */
export type RunTools = {
  readonly generator: PluginGenerator;
  readonly supervisor: SupervisorService;
  readonly judge: Judge;
  readonly sandbox: TestSandbox;
  readonly readLiveGraph: ReadLiveGraph;
  stop(): Promise<void>;
};

/** One held run at work. `faultAfter` stops dead behind a step, as a killed process does; for tests of the resumption. */
export type Work = {
  readonly tools: RunTools;
  readonly scope: RunScope;
  readonly run: HeldRun;
  readonly signal: AbortSignal;
  readonly faultAfter: string | null;
};

/** Does a step once, whoever is at work; `tell` says in a sentence what it gave. What a stopped worker finds counts for nothing. */
export async function perform<Output>(
  { scope, run, signal, faultAfter }: Work,
  memo: string,
  step: string,
  act: () => Promise<Output>,
  tell: (output: Output) => string | null,
): Promise<Output> {
  signal.throwIfAborted();
  const unlessStopped = async () => {
    const output = await act();
    signal.throwIfAborted();
    return output;
  };
  const output = await remember(scope, run, { memo, step }, unlessStopped, tell);
  if (faultAfter === memo) throw new Error(`stopped dead after ${memo}`);
  return output;
}
