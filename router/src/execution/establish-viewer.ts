import type { Caller, GraphResult, PreparedOperation } from '../pipeline.ts';
import type { GraphContext } from './graph-context.ts';
import { prepareFor } from './prepare-operation.ts';
import { fetchPart, respond, sessionAnswers } from './run-operation.ts';
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
  const asked = { node: first, document: prepared.filtered };
  const signedIn = await fetchPart(context, asked, variables, anonymous, answers);

  const token = answers.accessTokenOf(plugin);
  const identity = token ? await context.options.verifyAccessToken?.(token) : null;
  const next: Caller = identity ? { ...anonymous, ...identity, tokenState: 'valid' } : anonymous;
  if (token && !identity) context.options.logger.error({ plugin }, 'issued session is not valid');

  const filtered = await prepareFor(context, facts, next, false);
  const inside = context.keeper.open(filtered);
  const { rest } = splitPlan(inside.plan);
  const part = { node: rest, document: filtered.filtered, seed: signedIn.data };
  const followed = await fetchPart(context, part, variables, next, answers);
  const faults = [...signedIn.faults, ...followed.faults];
  // Where no session was issued there is nothing below to refuse: the field's own answer says why.
  const told = token ? inside : { ...inside, refusals: [] };
  return respond(context, told, variables, { data: followed.data, faults }, answers);
}
