import type { EventEnvelope } from '@gestas/sdk';
import { type FieldNode, getOperationAST, Kind, type SelectionSetNode } from 'graphql';
import type { PreparedOperation, SubscriptionSource } from '../pipeline.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a `payload` subscription's root field from an event's data, shaped as the declaring plugin would have answered:
 * what is selected under its response names, besides everything else the data holds under its own (other plugins'
 * fields need it for their keys).
 */
export function payloadSeed(
  prepared: PreparedOperation,
  source: SubscriptionSource,
  event: EventEnvelope,
): Json {
  const root = rootField(prepared, source);
  const data = { __typename: source.typeName, ...event.data };
  const value = root?.selectionSet ? project(prepared, root.selectionSet, data) : data;
  return { [source.responseName]: value };
}

function rootField(prepared: PreparedOperation, source: SubscriptionSource): FieldNode | undefined {
  const document = prepared.filtered ?? prepared.original;
  const operation = getOperationAST(document, prepared.operationName);
  const fields = operation ? fieldsOf(prepared, operation.selectionSet) : [];
  return fields.find((field) => responseName(field) === source.responseName);
}

function project(prepared: PreparedOperation, selections: SelectionSetNode, data: Json): Json {
  const shaped: [string, unknown][] = Object.entries(data);
  for (const field of fieldsOf(prepared, selections)) {
    const value = Object.hasOwn(data, field.name.value) ? data[field.name.value] : undefined;
    if (value !== undefined)
      shaped.push([responseName(field), projectValue(prepared, field, value)]);
  }
  return Object.fromEntries(shaped);
}

function projectValue(prepared: PreparedOperation, field: FieldNode, value: unknown): unknown {
  const selections = field.selectionSet;
  if (!selections) return value;
  if (Array.isArray(value)) return value.map((item) => projectValue(prepared, field, item));
  return isRecord(value) ? project(prepared, selections, value) : value;
}

function fieldsOf(prepared: PreparedOperation, { selections }: SelectionSetNode): FieldNode[] {
  const document = prepared.filtered ?? prepared.original;
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(prepared, selection.selectionSet);
    const fragment = document.definitions.find(
      (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? fieldsOf(prepared, fragment.selectionSet)
      : [];
  });
}

function responseName(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
