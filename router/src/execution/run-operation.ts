import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { refusalError } from '../authorization/refusals.ts';
import type { Caller, GraphResult, PreparedOperation, RunOptions } from '../pipeline.ts';
import { conditionsHold } from '../planning/conditions.ts';
import { PRIVATE_PREFIX } from '../planning/private-names.ts';
import { clientErrors } from './client-errors.ts';
import { executePlan } from './execute-plan.ts';
import { isExplained } from './explained.ts';
import type { GraphContext } from './graph-context.ts';
import { createIntrospection } from './introspect.ts';
import type { PlanExecution, PlanOutcome } from './plan-execution.ts';
import type { PreparedInside } from './prepared.ts';
import { type RawObject, rawObject } from './raw-data.ts';
import { seedFaults } from './seed-faults.ts';
import { seedByResponseName, seedFromEventData } from './seeds.ts';
import { createSender } from './send-fetch.ts';
import { createSessionAnswers, type SessionAnswers } from './session-answers.ts';
import { shapeResponse } from './shape-response.ts';
import { firstFetch, splitPlan, wholePlan } from './split-plan.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Executes a prepared operation that signs nobody in; `seed` stands for its plan's first fetch. */
export async function runOperation(
  context: GraphContext,
  prepared: PreparedOperation,
  variables: Variables,
  caller: Caller,
  { seed }: RunOptions,
): Promise<GraphResult> {
  const inside = context.keeper.open(prepared);
  const refused = activeRefusals(inside, variables);
  if (isRefusedWhole(context, inside, refused)) {
    return { result: { data: null, errors: toErrors(refused) }, setCookies: [] };
  }
  const answers = sessionAnswers(context);
  const raw = seed && readSeed(context, inside, prepared, seed);
  const node = raw ? splitPlan(inside.plan).rest : wholePlan(inside.plan);
  const part = { node, document: prepared.filtered, seed: raw };
  const outcome = await fetchPart(context, part, variables, caller, answers);
  const faults = seed ? [...seedFaults(seed), ...outcome.faults] : outcome.faults;
  return respond(context, inside, variables, { data: outcome.data, faults }, answers);
}

/** Executes a part of a plan as the caller. */
export function fetchPart(
  { options, supergraph }: GraphContext,
  part: Pick<PlanExecution, 'node' | 'document' | 'seed'>,
  variables: Variables,
  caller: Caller,
  answers: SessionAnswers,
): Promise<PlanOutcome> {
  const { client, logger } = options;
  const execute = options.executePlan ?? executePlan;
  const send = createSender({ client, caller, logger, onExtensions: answers.take });
  return execute({ ...part, variables, schema: supergraph.executionSchema, send });
}

/** Shapes what was fetched by the operation as the client sent it, and gathers the errors. */
export function respond(
  context: GraphContext,
  inside: PreparedInside,
  variables: Variables,
  { data, faults }: PlanOutcome,
  { setCookies }: SessionAnswers,
): GraphResult {
  const { authority, supergraph } = context;
  const { facts, privateNames, judge, outcome } = inside;
  const { operation } = facts;
  const shaped = shapeResponse(
    {
      schema: supergraph.apiSchema,
      operation,
      variables,
      absent: inside.absent,
      fetchedName: (name) => (privateNames.has(name) ? PRIVATE_PREFIX + name : name),
      maySeeType: isDryRun(context) ? () => true : judge.type,
      introspect: createIntrospection(() => authority.visibleSchema(outcome), operation, variables),
      refuse: (path) => refusalError(path, outcome.reason),
    },
    data,
  );
  const told = [
    ...activeRefusals(inside, variables),
    ...shaped.refusals,
    ...clientErrors(faults, operation, privateNames),
  ];
  const unexplained = shaped.misfits.filter(({ path }) => !isExplained(path ?? [], told));
  const errors = toErrors([...told, ...unexplained]);
  return {
    result: errors.length > 0 ? { data: shaped.data, errors } : { data: shaped.data },
    setCookies,
  };
}

/** An empty collection of what plugins say about sessions. */
export function sessionAnswers({ options, sessions }: GraphContext): SessionAnswers {
  return createSessionAnswers({
    sessionPlugins: sessions.sessionPlugins,
    secureCookies: options.secureCookies ?? true,
    logger: options.logger,
    onSessionEnded: options.onSessionEnded,
  });
}

/** The refusals of paths that the client asks for with these variables. */
function activeRefusals(
  { refusals }: PreparedInside,
  variables: Variables,
): readonly GraphQLFormattedError[] {
  return refusals
    .filter(({ cases }) => cases.some((conditions) => conditionsHold(conditions, variables)))
    .map(({ error }) => error);
}

function isRefusedWhole(
  { options }: GraphContext,
  { refusedWhole }: PreparedInside,
  refused: readonly GraphQLFormattedError[],
): boolean {
  if (refused.length === 0) return false;
  return refusedWhole || options.authorization === 'reject';
}

function isDryRun({ options }: GraphContext): boolean {
  return options.authorization === 'dry-run';
}

function readSeed(
  { supergraph }: GraphContext,
  inside: PreparedInside,
  { kind }: PreparedOperation,
  seed: Variables,
): RawObject {
  const fetch = firstFetch(inside.plan);
  if (!fetch) return rawObject();
  if (kind !== 'subscription' || !hasPayload(supergraph.events, inside)) {
    return seedByResponseName(seed, inside);
  }
  return seedFromEventData(fetch, supergraph.executionSchema, seed);
}

function hasPayload(
  events: GraphContext['supergraph']['events'],
  { facts }: PreparedInside,
): boolean {
  return facts.rootNames.some((name) => events.get(name)?.payload === true);
}

/** Errors as the result type has them. */
function toErrors(errors: readonly GraphQLFormattedError[]): readonly GraphQLError[] {
  return errors.map(
    ({ message, path, extensions }) =>
      new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null }),
  );
}
