import type { FetchNode, ResponsePath } from '@apollo/query-planner';
import type { FetchAnswer } from './fetch.ts';
import { placeFaults } from './place-faults.ts';
import type { PlanRun } from './plan-execution.ts';
import { answerInvalid } from './plugin-faults.ts';
import { isRawObject, mergeRaw, type RawObject, rawObject } from './raw-data.ts';
import { buildRepresentation } from './representations.ts';
import { applyRewrites } from './rewrites.ts';
import { type Target, targetsAt } from './targets.ts';

/**
 * Sends one fetch of a plan and merges its answer into the data. An entity fetch sends each representation once,
 * however many objects need it.
 */
export async function executeFetch(
  run: PlanRun,
  fetch: FetchNode,
  path: ResponsePath,
): Promise<void> {
  const targets = targetsAt(run.data, path);
  if (targets.length === 0) return;
  if (fetch.requires) await fetchEntities(run, fetch, targets);
  else await fetchRoot(run, fetch, targets);
}

async function fetchRoot(
  run: PlanRun,
  fetch: FetchNode,
  targets: readonly Target[],
): Promise<void> {
  const { data, faults } = await send(run, fetch, variablesOf(run, fetch));
  run.faults.push(...placeFaults(faults, { ...run, fetch, groups: [targets] }));
  if (data) mergeAnswers(run, fetch, [targets], [data]);
}

async function fetchEntities(
  run: PlanRun,
  fetch: FetchNode,
  targets: readonly Target[],
): Promise<void> {
  const groups = groupByRepresentation(run, fetch, targets);
  if (groups.size === 0) return;
  const representations = [...groups.values()].map(({ representation }) => representation);
  const groupTargets = [...groups.values()].map((group) => group.targets);
  const answer = await send(run, fetch, { ...variablesOf(run, fetch), representations });
  const { entities, faults } = readEntities(answer, representations.length, fetch.serviceName);
  run.faults.push(...placeFaults(faults, { ...run, fetch, groups: groupTargets }));
  mergeAnswers(run, fetch, groupTargets, entities);
}

function groupByRepresentation(run: PlanRun, fetch: FetchNode, targets: readonly Target[]) {
  const groups = new Map<string, { representation: RawObject; targets: Target[] }>();
  for (const target of targets) {
    const representation = buildRepresentation(run.schema, target.object, fetch.requires ?? []);
    if (!representation || typeof representation['__typename'] !== 'string') continue;
    applyRewrites(run.schema, fetch.inputRewrites, representation);
    const key = JSON.stringify(representation);
    const group = groups.get(key) ?? { representation, targets: [] };
    group.targets.push(target);
    groups.set(key, group);
  }
  return groups;
}

function readEntities({ data, faults }: FetchAnswer, expected: number, plugin: string) {
  const entities: unknown = data && Object.hasOwn(data, '_entities') ? data['_entities'] : null;
  if (Array.isArray(entities) && entities.length === expected) return { entities, faults };
  return { entities: [], faults: faults.length > 0 ? faults : [answerInvalid(plugin)] };
}

/** Gives each group of objects its answer. An answer too deep to be copied is no answer. */
function mergeAnswers(
  run: PlanRun,
  fetch: FetchNode,
  groups: readonly (readonly Target[])[],
  answers: readonly unknown[],
): void {
  try {
    for (const [index, answer] of answers.entries()) {
      if (!isRawObject(answer)) continue;
      for (const target of groups[index] ?? []) mergeAnswer(run, fetch, target, answer);
    }
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    const faults = [answerInvalid(fetch.serviceName)];
    run.faults.push(...placeFaults(faults, { ...run, fetch, groups }));
  }
}

function mergeAnswer(run: PlanRun, fetch: FetchNode, { object }: Target, answer: RawObject): void {
  const copy = rawObject();
  mergeRaw(copy, answer, () => false);
  applyRewrites(run.schema, fetch.outputRewrites, copy);
  mergeRaw(object, copy, run.isConcrete);
}

function variablesOf(run: PlanRun, fetch: FetchNode): RawObject {
  const variables = rawObject();
  for (const name of fetch.variableUsages ?? []) {
    if (Object.hasOwn(run.variables, name)) variables[name] = run.variables[name];
  }
  return variables;
}

async function send(run: PlanRun, fetch: FetchNode, variables: RawObject): Promise<FetchAnswer> {
  return run.send({
    plugin: fetch.serviceName,
    operation: fetch.operation,
    operationName: fetch.operationName,
    variables,
    retryable: fetch.operationKind === 'query',
  });
}
