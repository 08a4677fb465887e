import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** The calls the platform makes: a double answers these, and nothing else. */
const OPERATIONS = new Set([
  'create_collection',
  'collection_exists',
  'create_field_index',
  'upsert_points',
  'query_points',
  'delete_points',
  'count_points',
]);
/** Said for people, not for machines. */
const ANNOTATIONS = new Set([
  'example',
  'examples',
  'default',
  'discriminator',
  'description',
  'title',
]);

const Operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).default([]),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.object({ schema: z.unknown() })) })
    .optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() }),
  ),
});
const Official = z.object({
  info: z.looseObject({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** One call: its method, path, and the JSON schemas of query, request and answers. */
const Route = z.object({
  id: z.string(),
  method: z.string(),
  path: z.string(),
  query: z.array(z.string()),
  request: z.unknown(),
  answers: z.record(z.string(), z.unknown()),
});

/** The official OpenAPI document cut down to our calls, as closed JSON schemas. */
export const QdrantDocument = z.object({
  version: z.string(),
  routes: z.array(Route),
  schemas: z.record(z.string(), z.unknown()),
});
export type QdrantDocument = z.output<typeof QdrantDocument>;

/** Where the official document may be: named, or in a folder `shared` beside or above the checkout. */
export function findOfficialDocument(): unknown {
  const file = 'data/qdrant-openapi-1.18.json';
  const places = [
    process.env.GESTAS_QDRANT_OPENAPI ?? '',
    `../shared/${file}`,
    `../../shared/${file}`,
  ];
  const found = places.find((place) => place !== '' && existsSync(place));
  return found ? JSON.parse(readFileSync(found, 'utf8')) : null;
}

/** Cuts the official document down to our calls and whatever schemas they name. */
export function deriveDocument(document: unknown): QdrantDocument {
  const { info, paths, components } = Official.parse(document);
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, given]) => {
      const operation = Operation.safeParse(given);
      if (!operation.success || !OPERATIONS.has(operation.data.operationId)) return [];
      const { operationId: id, parameters, requestBody, responses } = operation.data;
      const json = (content: Record<string, { schema: unknown }> | undefined) =>
        content ? normalise(content['application/json']?.schema) : null;
      return {
        ...{ id, method, path },
        query: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
        request: json(requestBody?.content),
        answers: Object.fromEntries(
          Object.entries(responses).flatMap(([status, { content }]) =>
            content ? [[status, json(content)]] : [],
          ),
        ),
      };
    }),
  );
  const schemas: Record<string, unknown> = {};
  const wanted = namesIn(routes);
  for (let name = wanted.pop(); name; name = wanted.pop()) {
    if (name in schemas) continue;
    schemas[name] = normalise(components.schemas[name]);
    wanted.push(...namesIn(schemas[name]));
  }
  return { version: info.version, routes, schemas };
}

function namesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"#\/schemas\/(\w+)"/g)].map(([, name = '']) => name);
}

/**
 * OpenAPI 3.0 as JSON Schema. Two corrections: a branch of bare `{nullable: true}` means null, where it would let anything pass;
 * and objects are closed, so that a misspelt key is a fault.
 */
function normalise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== 'object' || value === null) return value;
  const schema = Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !ANNOTATIONS.has(key))
      .map(([key, part]) => [
        key,
        key === 'properties' ? normaliseAll(part) : reference(key, part),
      ]),
  );
  if ('properties' in schema && schema.type === 'object') schema.additionalProperties ??= false;
  return schema.nullable === true ? orNull(schema) : schema;
}

function normaliseAll(properties: unknown): unknown {
  const entries = Object.entries(properties ?? {});
  return Object.fromEntries(entries.map(([name, schema]) => [name, normalise(schema)]));
}

function reference(key: string, part: unknown): unknown {
  if (key !== '$ref') return normalise(part);
  return String(part).replace('#/components/schemas/', '#/schemas/');
}

function orNull({ nullable: _, ...schema }: Record<string, unknown>): unknown {
  if (Object.keys(schema).length === 0) return { type: 'null' };
  return { anyOf: [schema, { type: 'null' }] };
}
