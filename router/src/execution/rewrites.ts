import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isRawObject, type RawObject } from './raw-data.ts';
import { isOfType } from './representations.ts';

const FRAGMENT = '... on ';

/** Applies the planner's rewrites (values set, keys renamed) in place; an object of unknown type is taken to match. */
export function applyRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
  value: unknown,
): void {
  for (const rewrite of rewrites ?? []) {
    const last = rewrite.path.at(-1);
    if (last === undefined) continue;
    visitAt(schema, rewrite.path.slice(0, -1), value, (object) =>
      rewriteOne(object, last, rewrite),
    );
  }
}

/** A response name as the client's side of the fetch has it, for error paths. */
export function renamedStep(
  rewrites: readonly FetchDataRewrite[] | undefined,
  step: string | number,
): string | number {
  const rename = rewrites?.find(({ kind, path }) => kind === 'KeyRenamer' && path.at(-1) === step);
  return rename?.kind === 'KeyRenamer' ? rename.renameKeyTo : step;
}

function rewriteOne(object: RawObject, name: string, rewrite: FetchDataRewrite): void {
  if (rewrite.kind === 'ValueSetter') {
    object[name] = rewrite.setValueTo;
    return;
  }
  if (!(name in object)) return;
  object[rewrite.renameKeyTo] = object[name];
  delete object[name];
}

function visitAt(
  schema: GraphQLSchema,
  path: readonly string[],
  value: unknown,
  act: (object: RawObject) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) visitAt(schema, path, item, act);
    return;
  }
  if (!isRawObject(value)) return;
  const [first, ...rest] = path;
  if (first === undefined) act(value);
  else if (!first.startsWith(FRAGMENT)) visitAt(schema, rest, value[first], act);
  else if (!('__typename' in value) || isOfType(schema, value, first.slice(FRAGMENT.length))) {
    visitAt(schema, rest, value, act);
  }
}
