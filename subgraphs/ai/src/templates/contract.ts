import type { FieldSpec } from '../models/plugin-spec.ts';
import { type Draft, emitted, sentence } from './about.ts';
import { enumName, type FieldShape, filterable } from './field-shapes.ts';
import { fitting, indent, lines } from './layout.ts';
import { idField } from './names.ts';

/** `schema.graphql`: the contract, each root field and type with its permission. */
export function contract(draft: Draft): string {
  const { fields } = draft;
  const uses = (type: FieldSpec['type']) => fields.some(({ spec }) => spec.type === type);
  const parts = [
    'scalar DateTime',
    uses('MONEY') &&
      '"An amount as a decimal string with a currency, such as { amount: \\"12.50\\", currency: \\"EUR\\" }."\nscalar Money',
    queries(draft),
    mutations(draft),
    subscriptions(draft),
    entity(draft),
    ...fields.filter(({ spec }) => spec.type === 'ENUM').map((one) => enumType(one, draft)),
    edge(draft),
    connection(draft),
    stub('User', 'A person of one tenant. Needs a session.'),
    ...targets(fields).map((target) =>
      stub(target, `Kept by another plugin; here only its id. Needs a session.`),
    ),
    PAGE_INFO,
    filterable(fields).length > 0 && filterInput(draft),
    ...draft.spec.verbs.flatMap((verb) => [inputType(draft, verb), payloadType(draft, verb)]),
  ];
  return `${parts.filter((part) => part !== false && part !== '').join('\n\n')}\n`;
}

/** The types that relations point to, each once; User has a stub anyway. */
function targets(fields: readonly FieldShape[]): readonly string[] {
  const all = fields.flatMap(({ spec: { target } }) =>
    target && target !== 'User' ? [target] : [],
  );
  return [...new Set(all)];
}

function queries({ spec, names, fields }: Draft): string {
  const may = names.permission('read');
  const scope = needs(may);
  const filter = filterable(fields).length > 0 ? `, filter: ${names.entity}Filter` : '';
  return `type Query {
  "One ${spec.label.en}, or null. Needs \`${may}\`."
${field(`${names.one}(id: ID!): ${names.entity}`, scope)}
  "The tenant's ${spec.labelPlural.en}, newest first. Needs \`${may}\`."
  ${names.many}(first: Int, after: String${filter}): ${names.entity}Connection!
    ${scope}
    @listSize(
      slicingArguments: ["first"]
      assumedSize: 20
      sizedFields: ["edges", "nodes"]
      requireOneSlicingArgument: false
    )
}`;
}

const EFFECT = {
  create: 'Creates',
  update: 'Changes what is given of',
  delete: 'Deletes',
} as const;

function mutations({ spec, names }: Draft): string {
  if (spec.verbs.length === 0) return '';
  const rows = spec.verbs.map((verb) => {
    const may = names.permission(verb);
    const announced = spec.announces ? ` and announces \`${names.event(verb)}\`` : '';
    const head = `${verb}${names.entity}(input: ${sentence(verb)}${names.entity}Input!): ${sentence(verb)}${names.entity}Payload!`;
    return lines(
      `  "${EFFECT[verb]} a ${spec.label.en}${announced}. Needs \`${may}\`."`,
      field(head, needs(may)),
    );
  });
  return `type Mutation {\n${rows.join('\n')}\n}`;
}

function subscriptions({ spec, names }: Draft): string {
  if (!emitted(spec).includes('create')) return '';
  const may = names.permission('read');
  return `type Subscription {
  "Each ${spec.label.en} as it is created. Needs \`${may}\`."
  ${names.one}Created: ${names.entity}!
    ${needs(may)}
    @event(names: ["${names.event('create')}"], key: "id: ${idField(names)}")
}`;
}

function entity({ spec, names, fields }: Draft): string {
  const may = names.permission('read');
  const rows = fields.map((shape) =>
    lines(remark(shape), `  ${shape.spec.name}: ${shape.graphql}${shape.spec.required ? '!' : ''}`),
  );
  const head = fitting(
    `type ${names.entity} @key(fields: "id") ${needs(may)} {`,
    `type ${names.entity}\n  @key(fields: "id")\n  ${needs(may)}\n{`,
  );
  return `"A ${spec.label.en} of one tenant. Needs \`${may}\`."
${head}
  id: ID!
${rows.join('\n')}
  createdBy: User!
  createdAt: DateTime!
  updatedAt: DateTime!
}`;
}

function remark({ spec }: FieldShape): string {
  if (spec.type === 'DATE') return '  "A day, such as 2026-01-31."';
  if (spec.type === 'DECIMAL') return '  "A decimal number as text, such as 12.5."';
  return '';
}

function enumType({ spec }: FieldShape, { names }: Draft): string {
  return `enum ${enumName(spec, names)} {\n${spec.values.map((value) => `  ${value}`).join('\n')}\n}`;
}

function edge({ spec, names }: Draft): string {
  const may = names.permission('read');
  return `"One ${spec.label.en} in a list, with the cursor to continue from. Needs \`${may}\`."
${headed(`type ${names.entity}Edge`, needs(may))}
  cursor: String!
  node: ${names.entity}!
}`;
}

function connection({ spec, names }: Draft): string {
  const may = names.permission('read');
  return `"A page of ${spec.labelPlural.en}. Needs \`${may}\`."
${headed(`type ${names.entity}Connection`, needs(may))}
  edges: [${names.entity}Edge!]!
  nodes: [${names.entity}!]!
  pageInfo: PageInfo!
  totalCount: Int!
}`;
}

function stub(type: string, description: string): string {
  return `"${description}"\ntype ${type} @key(fields: "id", resolvable: false) @authenticated {\n  id: ID!\n}`;
}

const PAGE_INFO = `"Where a page stands in its list. Public."
type PageInfo @shareable @tag(name: "public") {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}`;

function filterInput({ names, fields }: Draft): string {
  const rows = filterable(fields).map(({ property, input }) => `  ${property}: ${input}`);
  return `input ${names.entity}Filter {\n${rows.join('\n')}\n}`;
}

function inputType({ names, fields }: Draft, verb: 'create' | 'update' | 'delete'): string {
  const rows = fields.map((shape) => {
    const must = verb === 'create' && shape.spec.required ? '!' : '';
    return lines(remark(shape), `  ${shape.property}: ${shape.input}${must}`);
  });
  const id = verb === 'create' ? '' : '  id: ID!';
  const body = lines(id, ...(verb === 'delete' ? [] : rows));
  return `input ${sentence(verb)}${names.entity}Input {\n${body}\n}`;
}

function payloadType({ names }: Draft, verb: 'create' | 'update' | 'delete'): string {
  const may = names.permission('read');
  const answer = verb === 'delete' ? 'id: ID!' : `${names.one}: ${names.entity}!`;
  const rule = verb === 'delete' ? 'Needs a session.' : `Needs \`${may}\`.`;
  return `"What \`${verb}${names.entity}\` answers. ${rule}"
type ${sentence(verb)}${names.entity}Payload @authenticated {
  ${answer}
}`;
}

function needs(permission: string): string {
  return `@requiresScopes(scopes: [["${permission}"]])`;
}

function field(head: string, directive: string): string {
  return fitting(`  ${head} ${directive}`, indent(`${head}\n  ${directive}`));
}

function headed(head: string, directive: string): string {
  return fitting(`${head} ${directive} {`, `${head}\n  ${directive}\n{`);
}
