import { AppError } from '@gestas/sdk';
import { Kind, print } from 'graphql';
import type { Outcome } from '../authorization/outcomes.ts';
import { listRefusals } from '../authorization/refusals.ts';
import type { Caller, GraphQLRequest, PreparedOperation } from '../pipeline.ts';
import { definitionsOf, rootFields } from '../planning/operation.ts';
import { overrideConditions } from '../planning/override-conditions.ts';
import { makePlanDocument } from '../planning/plan-document.ts';
import { privateNames } from '../planning/private-names.ts';
import type { GraphContext } from './graph-context.ts';
import { type OperationFacts, refuseByCaller } from './operation-facts.ts';

/**
 * Parses, limits, validates, filters by rights and plans; or gives what was prepared before for the same document,
 * operation name, authorization outcome and override labels. Requests for the same thing wait for one preparation.
 */
export async function prepareOperation(
  context: GraphContext,
  request: GraphQLRequest,
  caller: Caller,
): Promise<PreparedOperation> {
  const facts = await context.readDocument(request, caller);
  refuseByCaller(facts, caller);
  return prepareFor(context, facts, caller, facts.establishedBy !== null);
}

/**
 * The same for an operation already read. `unfiltered` leaves refused fields in: the first step of an operation that
 * signs a viewer in, of which only the plan's first fetch is sent.
 */
export async function prepareFor(
  context: GraphContext,
  facts: OperationFacts,
  caller: Caller,
  unfiltered: boolean,
): Promise<PreparedOperation> {
  const { authority, supergraph, prepared } = context;
  const outcome = await authority.decide(facts.clauses, caller);
  const overrides = overrideConditions(supergraph.overrideLabels, caller.requestId);
  const { definition } = facts.operation;
  const key = JSON.stringify([
    unfiltered,
    outcome.key,
    [...overrides.values()],
    definition.name?.value,
    documentText(facts),
  ]);
  const known = prepared.get(key);
  const preparing = known ?? prepareAnew(context, facts, outcome, overrides, unfiltered);
  if (!known) {
    prepared.set(key, preparing);
    preparing.catch(() => prepared.delete(key));
  }
  try {
    return await preparing;
  } catch (thrown) {
    throw told(context, thrown, caller);
  }
}

/** Logs why there is no plan, and gives the client the request id to report. */
function told({ options }: GraphContext, thrown: unknown, { requestId }: Caller): unknown {
  if (!(thrown instanceof AppError) || thrown.code !== 'QUERY_PLANNING_FAILED') return thrown;
  options.logger.warn({ requestId, err: thrown.cause }, 'planning failed');
  return new AppError(thrown.code, thrown.message, { requestId });
}

const texts = new WeakMap<OperationFacts, string>();

/** The text a prepared operation is kept by; the client's own, when it is known. */
function documentText(facts: OperationFacts): string {
  const { definition } = facts.operation;
  const text = texts.get(facts) ?? definition.loc?.source.body ?? print(definition);
  texts.set(facts, text);
  return text;
}

async function prepareAnew(
  context: GraphContext,
  facts: OperationFacts,
  outcome: Outcome,
  overrides: ReadonlyMap<string, boolean>,
  unfiltered: boolean,
): Promise<PreparedOperation> {
  const { authority, supergraph, planner, keeper, options } = context;
  const { compositionId, apiSchema } = supergraph;
  if (authority.compositionId !== compositionId || planner.compositionId !== compositionId) {
    throw new Error('Rules and plan are not of one composition.');
  }
  const { operation } = facts;
  const definitions = definitionsOf(operation);
  const judge = authority.judge(outcome);
  const refused = unfiltered ? new Set<never>() : authority.refused(definitions, judge);
  const refusals = listRefusals(apiSchema, operation, refused, outcome.reason);
  const isDryRun = options.authorization === 'dry-run';
  const names = privateNames(
    supergraph.executionSchema,
    definitions,
    supergraph.representationFields,
  );
  const { document, absent } = makePlanDocument(operation, isDryRun ? new Set() : refused, names);
  const isRejected =
    options.authorization === 'reject' && refusals.some(({ cases }) => cases.some(isUnconditional));
  const isEmptied = absent.size > 0 && rootFields(operation).every((field) => absent.has(field));
  const refusedWhole = isRejected || isEmptied;
  const operationName = operation.definition.name?.value ?? null;
  const plan =
    document && !refusedWhole
      ? await planner.plan({ document: print(document), operationName, overrides })
      : null;
  const original = { kind: Kind.DOCUMENT, definitions } as const;
  return keeper.keep(
    {
      compositionId,
      kind: operation.definition.operation,
      operationName,
      original,
      filtered: refusedWhole ? null : (document ?? original),
      refusals: refusals.map(({ error }) => error),
      outcome: outcome.key,
    },
    { facts, plan, absent, privateNames: names, refusals, judge, outcome, refusedWhole },
  );
}

function isUnconditional(conditions: readonly unknown[]): boolean {
  return conditions.length === 0;
}
