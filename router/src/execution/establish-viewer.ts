import type { Caller, GraphResult, PreparedOperation } from '../pipeline.ts';
import type { GraphContext } from './graph-context.ts';
import { prepareFor } from './prepare-operation.ts';
import { fetchAll, respond, sessionAnswers } from './run-operation.ts';
import { splitPlan } from './split-plan.ts';

/**
 * Executes an operation whose field signs a viewer in, in two steps. First the field's plugin alone is asked, as the
 * caller who came. Then what is selected below is filtered, planned and fetched for the viewer of the session just
 * issued, or for nobody when none was issued (an error, a second factor).
 */
export async function establishViewer(
  context: GraphContext,
  prepared: PreparedOperation,
  plugin: string,
  variables: Readonly<Record<string, unknown>>,
  caller: Caller,
): Promise<GraphResult> {
  const { plan, facts } = context.keeper.open(prepared);
  const answers = sessionAnswers(context);
  const { first } = splitPlan(plan);
  const anonymous: Caller = { ...caller, viewer: null, expiresAt: null };
  const signedIn = await fetchAll(context, first, variables, anonymous, answers);

  const token = answers.accessTokenOf(plugin);
  const identity = token ? await context.options.verifyAccessToken?.(token) : null;
  const next: Caller = identity ? { ...anonymous, ...identity, tokenState: 'valid' } : anonymous;
  if (token && !identity) context.options.logger.error({ plugin }, 'issued session is not valid');

  const inside = context.keeper.open(await prepareFor(context, facts, next, false));
  const { rest } = splitPlan(inside.plan);
  const followed = await fetchAll(context, rest, variables, next, answers, signedIn.data);
  const faults = [...signedIn.faults, ...followed.faults];
  return respond(context, inside, variables, { data: followed.data, faults }, answers);
}
