import { buildSchema, execute, type FieldNode, getOperationAST, Kind } from 'graphql';
import { createSchemaGraph } from '../../engine/testing/create-schema-graph.ts';
import type { Caller, EventDeclaration, Graph, SubscriptionSource } from '../../pipeline.ts';

const SDL = `
  type Query { hello: String, whoami: String, slow: String, big(size: Int!): String }
  type Mutation { greet: String }
  type Post { id: ID!, title: String, secret: String, readers: String }
  type Metric { name: String!, value: Int! }
  type Notification { id: ID! }
  type Plugin { id: ID!, readers: String }
  type Subscription {
    postCreated: Post!
    metricUpdated(name: String): Metric!
    notificationReceived: Notification!
    pluginChanged: Plugin!
    clock: Int
  }
`;

const EVENTS: Readonly<Record<string, EventDeclaration>> = {
  postCreated: declare({ names: ['post:created'], key: { id: 'postId' } }),
  metricUpdated: declare({ names: ['metric:recorded'], payload: true, match: ['name'] }),
  notificationReceived: declare({
    names: ['notification:created'],
    key: { id: 'notificationId' },
    viewer: 'recipientId',
  }),
  pluginChanged: declare({ names: ['plugin:changed'], key: { id: 'plugin' } }),
};

/** What a suite may steer and count. */
export type NewsGraphOptions = {
  readonly compositionId?: string;
  /** Waited for before an entity is answered; its answer replaces the entity when it is not undefined. */
  readonly beforeEntity?: (id: string, caller: Caller) => Promise<unknown>;
  readonly sdl?: string;
  /** Declarations that differ from the usual. */
  readonly events?: Readonly<Record<string, EventDeclaration>>;
};

/** A graph of posts, metrics and notifications for suites of the transports: executed by graphql-js, counted. */
export type NewsGraph = Graph & {
  /** Keys of the entities asked for, in order. */
  readonly asked: string[];
  /** Who each event was executed as. */
  readonly ran: Caller[];
};

/** Makes the graph. Posts need `cms:post:read`, their secret `cms:post:audit`; the id `hidden` is nobody's. */
export function createNewsGraph(options: NewsGraphOptions = {}): NewsGraph {
  const schema = buildSchema(options.sdl ?? SDL);
  const asked: string[] = [];
  const ran: Caller[] = [];
  const base = createSchemaGraph(schema, {
    rootValue: (caller) => ({
      hello: 'Hello',
      whoami: caller.viewer?.userId ?? 'nobody',
      slow: () => new Promise(() => undefined),
      big: ({ size }: { size: number }) => 'x'.repeat(size),
      greet: `by ${caller.transport}`,
    }),
    setCookies: ['gestas_refresh_abcdef=1'],
  });
  return {
    ...base,
    compositionId: options.compositionId ?? 'news',
    asked,
    ran,
    async prepare(request, caller) {
      const prepared = await base.prepare(request, caller);
      const permissions = caller.viewer?.permissions ?? [];
      const isRefused =
        request.query.includes('postCreated') && !permissions.includes('cms:post:read');
      const extensions = { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason: 'FORBIDDEN' };
      const refusals = [{ message: 'Unauthorized', path: ['postCreated'], extensions }];
      const outcome = permissions.join();
      return isRefused
        ? { ...prepared, outcome, filtered: null, refusals }
        : { ...prepared, outcome };
    },
    subscriptionSource(prepared, variables): SubscriptionSource {
      const operation = getOperationAST(prepared.original, prepared.operationName);
      const field = operation?.selectionSet.selections.find((node) => node.kind === Kind.FIELD);
      if (!field) throw new Error('no field');
      const fieldName = field.name.value;
      return {
        responseName: field.alias?.value ?? fieldName,
        fieldName,
        plugin: 'plugin-cms',
        typeName: 'Post',
        arguments: argumentsOf(field, variables),
        event: { ...EVENTS, ...options.events }[fieldName] ?? null,
      };
    },
    async resolveEventEntity(_prepared, _source, key, _variables, caller) {
      const id = String(key.id);
      asked.push(id);
      const given = await options.beforeEntity?.(id, caller);
      if (given !== undefined) return given as Readonly<Record<string, unknown>> | null;
      return id === 'hidden'
        ? null
        : { id, title: `Post ${id}`, secret: 'hush', readers: caller.viewer?.userId };
    },
    async run(prepared, variables, caller, { seed } = {}) {
      if (!seed) return base.run(prepared, variables, caller);
      ran.push(caller);
      const result = await execute({
        schema,
        document: prepared.original,
        operationName: prepared.operationName,
        variableValues: variables,
        rootValue: seed,
      });
      return { result, setCookies: [] };
    },
  };
}

/** A declaration of `@event` with what is usual. */
export function declare(
  declaration: Partial<EventDeclaration> & Pick<EventDeclaration, 'names'>,
): EventDeclaration {
  return { key: null, payload: false, match: [], viewer: null, ...declaration };
}

function argumentsOf(field: FieldNode, variables: Readonly<Record<string, unknown>>) {
  const pairs = (field.arguments ?? []).map(({ name, value }) => [
    name.value,
    value.kind === Kind.VARIABLE
      ? variables[value.name.value]
      : value.kind === Kind.STRING
        ? value.value
        : null,
  ]);
  return Object.fromEntries(pairs);
}
