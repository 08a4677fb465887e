import { randomUUID } from 'node:crypto';
import type { PluginServices } from '@gestas/sdk';
import { startTestPlugin, type TestAnswer, type TestPlugin } from '@gestas/sdk/testing';
import { type MailingContext, mailBell } from '../../src/context.ts';
import { definition, toMailing } from '../../src/definition.ts';
import { type Carrier, startCarrier } from './start-carrier.ts';

/** Somebody the rest of the platform knows. */
export type Person = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  status: string;
  permissions: string[];
};

/** A tenant as other plugins know it. */
export type World = {
  readonly people: Person[];
  readonly posts: Map<string, string>;
  readonly roles: Map<string, string>;
};

/** The plugin, a dispatcher that carries events to it, and what other plugins answer it. */
export type InboxWorld = TestPlugin &
  Carrier & {
    /** What the plugin's own work is given; mails are written, and sent by nobody else. */
    readonly services: PluginServices & MailingContext;
    newTenant(): Promise<string>;
    /** Adds an active user to a tenant. */
    person(tenantId: string, name: string, ...permissions: string[]): Person;
    worldOf(tenantId: string): World;
    /** The documents asked of the graph, in order. */
    readonly asked: string[];
    /** Asks as a person who has no more than a session. */
    ask(
      tenantId: string,
      person: Person,
      query: string,
      variables?: Readonly<Record<string, unknown>>,
    ): Promise<TestAnswer>;
    /** The titles of a person's inbox, newest first. */
    inbox(tenantId: string, person: Person, language?: string): Promise<readonly string[]>;
  };

const PAGE_SIZE = 100;

/** Starts it on a database of its own. */
export async function startInboxWorld(): Promise<InboxWorld> {
  const worlds = new Map<string, World>();
  const asked: string[] = [];
  const worldOf = (tenantId: string) => {
    const world = worlds.get(tenantId);
    if (!world) throw new Error(`no tenant ${tenantId}`);
    return world;
  };
  let services: (PluginServices & MailingContext) | undefined;
  const mailed: typeof definition = {
    ...definition,
    context: {
      ...definition.context,
      createParts: (database) => ({
        ...definition.context.createParts(database),
        mailing: { isOn: true, ring: () => mailBell.ring(database.tenantId) },
      }),
    },
    whileRunning: async (given, background) => {
      services = toMailing(given, background);
      return { stop: async () => undefined };
    },
  };
  const plugin = await startTestPlugin(mailed, {
    graph: (document, variables, tenantId) => {
      asked.push(document);
      return answer(worldOf(tenantId), document, variables);
    },
  });
  if (!services) throw new Error('the plugin did not start its own work');
  const carrier = await startCarrier(plugin.database);

  const ask: InboxWorld['ask'] = (tenantId, { id: userId }, query, variables) =>
    plugin.execute({ tenantId, userId, permissions: [] }, query, variables);

  return {
    ...plugin,
    ...carrier,
    services,
    asked,
    worldOf,
    ask,
    async newTenant() {
      const { id } = await plugin.database.createTenant();
      worlds.set(id, { people: [], posts: new Map(), roles: new Map() });
      return id;
    },
    person(tenantId, name, ...permissions) {
      const id = randomUUID();
      const email = `${name.toLowerCase().replace(/\W+/g, '.')}@example.test`;
      const person = { id, email, name, status: 'ACTIVE', permissions };
      worldOf(tenantId).people.push(person);
      return person;
    },
    async inbox(tenantId, person, language = 'en') {
      const { data } = await ask(
        tenantId,
        person,
        'query ($l: String) { notifications(first: 100) { nodes { title(language: $l) } } }',
        { l: language },
      );
      return data.notifications.nodes.map(({ title }: { title: string }) => title);
    },
    async stop() {
      await carrier.stop();
      await plugin.stop();
    },
  };
}

/** What the router answers to the documents of this plugin. */
function answer(
  { people, posts, roles }: World,
  document: string,
  variables: Readonly<Record<string, unknown>>,
) {
  const named = (id: unknown) => people.find((person) => person.id === id) ?? null;
  if (document.includes('users(')) return { users: page(people, variables.after) };
  if (document.startsWith('query ($id: ID!) { user')) return { user: named(variables.id) };
  const title = posts.get(String(variables.id));
  return {
    actor: named(variables.actor),
    subject: document.includes('post(') ? title && { name: title } : named(variables.id),
    roles: [...roles].map(([id, name]) => ({ id, name })),
  };
}

function page(people: readonly Person[], after: unknown) {
  const start = Number(after ?? 0);
  const end = start + PAGE_SIZE;
  return {
    nodes: people
      .slice(start, end)
      .map(({ permissions, ...person }) => ({ ...person, roles: [{ permissions }] })),
    pageInfo: { hasNextPage: end < people.length, endCursor: String(end) },
  };
}
