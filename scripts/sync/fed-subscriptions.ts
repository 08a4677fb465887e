import { type FieldDefinitionNode, Kind, parse, type ValueNode } from 'graphql';
import type { FedSubscription } from './render-event-reference.ts';

/** The subscription fields of a supergraph that events feed, by field name. */
export function fedSubscriptions(supergraphSdl: string): readonly FedSubscription[] {
  return parse(supergraphSdl)
    .definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Subscription'
        ? (node.fields ?? [])
        : [],
    )
    .map((field) => ({ field: field.name.value, events: eventNames(field) }))
    .filter(({ events }) => events.length > 0)
    .sort((a, b) => a.field.localeCompare(b.field));
}

function eventNames(field: FieldDefinitionNode): string[] {
  return (field.directives ?? [])
    .filter((directive) => directive.name.value === 'event')
    .flatMap((directive) => directive.arguments ?? [])
    .filter((argument) => argument.name.value === 'names')
    .flatMap(({ value }) => strings(value));
}

function strings(value: ValueNode): string[] {
  if (value.kind === Kind.STRING) return [value.value];
  return value.kind === Kind.LIST ? value.values.flatMap(strings) : [];
}
