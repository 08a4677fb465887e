import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import { z } from 'zod';
import { createLogger } from '../create-logger.ts';
import { createEventLog } from '../events/create-event-log.ts';
import type { EventBook } from '../events/event-log.ts';
import { type AnswerGraph, createAnsweredGraph } from '../graph/create-answered-graph.ts';
import { type ClientSession, createInternalTokenSigner } from '../internal-token.ts';
import { createKeyValue } from '../key-value/create-key-value.ts';
import type { KeyValue } from '../key-value/key-value.ts';
import { Manifest } from '../manifest.ts';
import { createPlugin, type RunningPlugin } from '../plugin/create-plugin.ts';
import type { PluginDefinition } from '../plugin/plugin-definition.ts';
import type { PrismaLike, RawExecutor } from '../tenancy/slots.ts';
import type { Viewer } from '../viewer.ts';
import { startTestDatabase, type TestDatabase } from './test-database.ts';

/** The viewer's part a test chooses; the rest is made up. */
export type TestViewer = Partial<Viewer> & { readonly tenantId: string };

const Answer = z.object({
  // Tests read fields of answers freely; the shape is the operation's.
  data: z.any().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});

/** What a test may give its plugin. */
export type TestPluginOptions = {
  /** Stands for the router behind `ctx.graph.query`: returns the `data` of each document, or throws an AppError. */
  readonly graph?: AnswerGraph;
};

/** A plugin's answer, as the router gets it. */
export type TestAnswer = z.output<typeof Answer>;

/** A plugin running alone on real PostgreSQL, asked the way the router asks. */
export type TestPlugin = {
  readonly plugin: RunningPlugin;
  readonly database: TestDatabase;
  /** The plugin's own store. */
  readonly keyValue: KeyValue;
  /** Executes an operation as the viewer, or as an anonymous visitor when it is null. */
  execute(
    viewer: TestViewer | null,
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    session?: ClientSession,
  ): Promise<TestAnswer>;
  /** The names and data of the events a tenant's outbox holds, oldest first. */
  emitted(tenantId: string): Promise<readonly { readonly name: string; readonly data: unknown }[]>;
  /** The tenant's audit rows, oldest first. */
  audited(
    tenantId: string,
  ): Promise<
    readonly { readonly action: string; readonly outcome: string; readonly target: string | null }[]
  >;
  stop(): Promise<void>;
};

/**
 * Starts one plugin alone, in under a second: its own database with all migrations, events over PostgreSQL, and a
 * router key of its own.
 */
export async function startTestPlugin<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
>(
  definition: PluginDefinition<Tx, Client, Parts, Book>,
  options: TestPluginOptions = {},
): Promise<TestPlugin> {
  const manifest = Manifest.parse(definition.manifest);
  const database = await startTestDatabase();
  const keys = generateKeyPairSync('ed25519');
  const sign = createInternalTokenSigner(keys.privateKey.export({ format: 'jwk' }) as JWK);
  const logger = createLogger(manifest.name, 'error');
  const stores = { databaseUrl: database.urlOf('gestas_events'), logger };
  const keyValue = createKeyValue(stores);
  const eventLog = createEventLog(stores);
  const role = `gestas_${manifest.database.schema}`;
  const plugin = await createPlugin(definition, {
    databaseUrl: database.urlOf(role),
    tenantKey: database.tenantKeyOf(role),
    routerKey: keys.publicKey.export({ format: 'jwk' }) as JWK,
    keyValue,
    eventLog,
    graph: createAnsweredGraph(options.graph),
    logger,
    slots: 2,
  });
  return {
    plugin,
    database,
    keyValue,
    async execute(viewer, query, variables = {}, session) {
      const identity = { viewer: viewer && completeViewer(viewer), session };
      const answer = await plugin.handle({
        body: JSON.stringify({ query, variables }),
        internalToken: await sign(manifest.name, identity),
      });
      return Answer.parse(JSON.parse(answer.body));
    },
    emitted: (tenantId) =>
      database.query(
        'SELECT name, data FROM app.outbox WHERE tenant_id = $1 ORDER BY created_seq',
        [tenantId],
      ),
    audited: (tenantId) =>
      database.query(
        'SELECT action, outcome, target FROM app.audit_entries WHERE tenant_id = $1 ORDER BY at, id',
        [tenantId],
      ),
    async stop() {
      await plugin.stop();
      await Promise.all([eventLog.close(), keyValue.close()]);
      await database.stop();
    },
  };
}

function completeViewer(viewer: TestViewer): Viewer {
  return {
    userId: randomUUID(),
    roleId: randomUUID(),
    permissions: ['*'],
    sessionId: randomUUID(),
    ...viewer,
  };
}
