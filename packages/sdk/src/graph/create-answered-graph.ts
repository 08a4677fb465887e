import { AppError } from '../errors.ts';
import { requireQuery } from './create-graph-factory.ts';
import type { GraphFactory } from './graph.ts';

/** Answers a plugin's queries in a test of the plugin alone: returns `data`, or throws an AppError the plugin is to see. */
export type AnswerGraph = (
  document: string,
  variables: Readonly<Record<string, unknown>>,
  tenantId: string,
) => unknown;

/**
 * A graph for a plugin that is tested alone: a function of the test stands for the router and every other plugin. What
 * the router itself guards (the permissions under `uses`) is tested with the router.
 */
export function createAnsweredGraph(answer: AnswerGraph | undefined): GraphFactory {
  return (tenantId) => ({
    async query<Data>(document: string, variables: Readonly<Record<string, unknown>> = {}) {
      requireQuery(document);
      if (!tenantId) throw new AppError('UNAUTHENTICATED', 'Only a tenant can ask the graph.');
      if (!answer) throw new AppError('GRAPH_UNAVAILABLE', 'This test gave the plugin no graph.');
      return (await answer(document, variables, tenantId)) as Data;
    },
  });
}
