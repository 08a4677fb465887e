import type { GraphQLFormattedError, SelectionSetNode } from 'graphql';
import { createFieldOpener, type Operation } from '../planning/operation.ts';
import { publicName, responseName } from '../planning/private-names.ts';
import type { PlacedFault } from './fetch.ts';
import type { ConcretePath } from './targets.ts';

/**
 * Turns placed faults into the client's errors: response names as the client wrote them, paths cut where they leave what
 * the client selected (a key fetched on the way, say), each error once.
 */
export function clientErrors(
  faults: readonly PlacedFault[],
  operation: Operation,
  privateNames: ReadonlySet<string>,
): readonly GraphQLFormattedError[] {
  const errors = new Map<string, GraphQLFormattedError>();
  for (const { path, message, extensions } of faults) {
    const told = path.map((step) => toPublic(step, privateNames));
    const error = { message, path: selectedPart(told, operation), extensions };
    errors.set(JSON.stringify(error), error);
  }
  return [...errors.values()];
}

function toPublic(step: string | number, privateNames: ReadonlySet<string>): string | number {
  if (typeof step === 'number') return step;
  const name = publicName(step);
  return privateNames.has(name) ? name : step;
}

function selectedPart(path: ConcretePath, { definition, fragments }: Operation): ConcretePath {
  const fieldsOf = createFieldOpener(fragments);
  let sets: readonly SelectionSetNode[] = [definition.selectionSet];
  for (const [index, step] of path.entries()) {
    if (typeof step === 'number') continue;
    const fields = sets.flatMap(fieldsOf).filter((field) => responseName(field) === step);
    if (fields.length === 0) return path.slice(0, index);
    sets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return path;
}
