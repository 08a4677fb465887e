import { type GraphQLSchema, Kind } from 'graphql';
import { type ReadDocument, readDocument } from './read-document.ts';

/** What is wrong at a place such as `ui.pages.notes.document`. */
export type PlacedFault = { readonly at: string; readonly message: string };

/** A document that may be used, or what is wrong with it. */
export type CheckedDocument = {
  readonly read: ReadDocument | null;
  readonly faults: readonly PlacedFault[];
};

/** Reads a document that must take exactly these variables; others only where they need not be given. */
export function checkDocument(
  schema: GraphQLSchema,
  at: string,
  text: string,
  kind: 'query' | 'mutation',
  takes: readonly string[],
): CheckedDocument {
  const read = readDocument(text, kind, schema);
  if ('fault' in read) return { read: null, faults: [{ at, message: read.fault }] };
  const faults = variableFaults(read, takes).map((message) => ({ at, message }));
  return { read: faults.length > 0 ? null : read, faults };
}

function variableFaults({ operation }: ReadDocument, takes: readonly string[]): readonly string[] {
  const declared = operation.variableDefinitions ?? [];
  const names = declared.map(({ variable }) => variable.name.value);
  const needed = declared.filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  );
  return [
    ...takes.filter((name) => !names.includes(name)).map((name) => `must take $${name}`),
    ...needed
      .map(({ variable }) => variable.name.value)
      .filter((name) => !takes.includes(name))
      .map((name) => `must not need $${name}, which nobody gives`),
  ];
}
