import {
  type ASTNode,
  type DocumentNode,
  isExecutableDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  specifiedDirectives,
  specifiedScalarTypes,
  visit,
} from 'graphql';
import type { CompositionFault } from '../composition/composition.ts';
import { fault } from './fault.ts';
import { ROOTS } from './schema-parts.ts';

const MAX_NODES = 20_000;
const MAX_TEXT = 5_000;
const MAX_NAME = 100;
/** `[[[Float!]!]!]` are the corners of a polygon. */
const MAX_LIST_DEPTH = 4;
const MAX_VALUE_DEPTH = 8;
/** What turns text around or hides it: a reviewer would read something else than is there. */
const HIDDEN = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const NESTING: readonly string[] = [Kind.LIST_TYPE, Kind.LIST, Kind.OBJECT];
const BUILT_IN = new Set(specifiedScalarTypes.map(({ name }) => name));
const BUILT_IN_DIRECTIVES = new Set([
  ...specifiedDirectives.map(({ name }) => name),
  'defer',
  'stream',
]);

/** Refuses what is no schema of types, or is made to wear a reader out: a person, the composer or a client. */
export function checkShape(sdl: string, document: DocumentNode): readonly CompositionFault[] {
  return [
    ...textFaults(sdl),
    ...document.definitions.flatMap(definitionFaults),
    ...document.definitions.flatMap(rootFaults),
    ...duplicateFaults(document),
    ...sizeFaults(document),
    ...nestingFaults(document),
  ];
}

function textFaults(sdl: string): readonly CompositionFault[] {
  if (!HIDDEN.test(sdl.replace(/[\t\n\r]/g, ''))) return [];
  return [fault('SDL_HIDDEN_CHARACTERS', 'The SDL holds characters that cannot be seen.')];
}

function definitionFaults(definition: DocumentNode['definitions'][number]) {
  if (isExecutableDefinitionNode(definition)) {
    return [fault('SDL_INVALID', 'The SDL holds an operation or a fragment.')];
  }
  if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) {
    return [fault('SCHEMA_DEFINITION', 'The root types are called Query, Mutation, Subscription.')];
  }
  const name = 'name' in definition ? definition.name?.value : undefined;
  const isDirective = definition.kind === Kind.DIRECTIVE_DEFINITION;
  const taken = isDirective ? BUILT_IN_DIRECTIVES : BUILT_IN;
  if (name === undefined || !(taken.has(name) || (!isDirective && name in Object.prototype))) {
    return [];
  }
  return [fault('RESERVED_NAME', `${name} is GraphQL’s or JavaScript’s own.`, [name])];
}

/** Every plugin answers `_service` and `_entities`, which are federation’s. */
function rootFaults(definition: DocumentNode['definitions'][number]) {
  const isRoot = 'name' in definition && ROOTS.includes(definition.name?.value ?? '');
  const fields = isRoot && 'fields' in definition ? (definition.fields ?? []) : [];
  return fields
    .map(({ name }) => name.value)
    .filter((name) => name.startsWith('_'))
    .map((name) => fault('RESERVED_NAME', `${name} is federation’s own.`, [name]));
}

/** Tools differ in what they make of two definitions, and the first reader must see what the last one runs. */
function duplicateFaults(document: DocumentNode): readonly CompositionFault[] {
  const types = document.definitions.flatMap((definition) =>
    isTypeDefinitionNode(definition) ? [definition.name.value] : [],
  );
  const members = document.definitions.flatMap((definition) => {
    const parts = [
      ...('fields' in definition ? (definition.fields ?? []) : []),
      ...('values' in definition ? (definition.values ?? []) : []),
    ];
    const type = 'name' in definition ? definition.name?.value : '';
    return parts.map(({ name }) => `${type}.${name.value}`);
  });
  return repeated([...types, ...members]).map((name) =>
    fault('SDL_INVALID', `${name} is defined twice.`, [name]),
  );
}

function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
}

function sizeFaults(document: DocumentNode): readonly CompositionFault[] {
  let nodes = 0;
  const faults: CompositionFault[] = [];
  visit(document, {
    enter(node) {
      nodes += node.kind === Kind.NAME ? 0 : 1;
      if (node.kind === Kind.NAME) faults.push(...nameFaults(node.value));
      if (node.kind === Kind.STRING && node.value.length > MAX_TEXT) {
        const message = `A text has ${node.value.length} characters; ${MAX_TEXT} are the most.`;
        faults.push(fault('TEXT_TOO_LONG', message));
      }
    },
  });
  if (nodes <= MAX_NODES) return faults;
  const message = `The SDL has ${nodes} parts; ${MAX_NODES} are the most.`;
  return [fault('TOO_MANY_FIELDS', message), ...faults];
}

/** Names with two underscores are introspection's, or those of a linked specification whatever a plugin imports. */
function nameFaults(name: string): readonly CompositionFault[] {
  if (name.length > MAX_NAME) {
    return [
      fault('NAME_TOO_LONG', `A name has ${name.length} characters; ${MAX_NAME} are the most.`),
    ];
  }
  if (!name.includes('__')) return [];
  return [fault('RESERVED_NAME', `${name} has two underscores: such names are reserved.`, [name])];
}

function nestingFaults(document: DocumentNode): readonly CompositionFault[] {
  let types = 0;
  let values = 0;
  let deepest = 0;
  const step = (node: ASTNode, by: 1 | -1) => {
    if (!NESTING.includes(node.kind)) return;
    if (node.kind === Kind.LIST_TYPE) types += by;
    else values += by;
    deepest = Math.max(deepest, types / MAX_LIST_DEPTH, values / MAX_VALUE_DEPTH);
  };
  visit(document, { enter: (node) => step(node, 1), leave: (node) => step(node, -1) });
  if (deepest <= 1) return [];
  return [fault('TOO_DEEP', 'Lists or values are nested too deeply.')];
}
