import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { auditRefusal, createTenantScope } from '../context/tenant-work.ts';
import { AppError } from '../errors.ts';
import type { EventBook } from '../events/event-log.ts';
import { createInternalTokenVerifier } from '../internal-token.ts';
import { Manifest } from '../manifest.ts';
import type { AnnouncePlatformEvent } from '../registry/platform-events.ts';
import { buildPluginSchema } from '../schema/build-plugin-schema.ts';
import { guardText } from '../schema/guard-text.ts';
import { wrapMutations } from '../schema/wrap-mutations.ts';
import { createSlots, type PrismaLike, type RawExecutor, type Slots } from '../tenancy/slots.ts';
import { collectDirectives, parseBody, refuse } from './answer-parts.ts';
import { checkEvents } from './check-events.ts';
import { createAnnouncer } from './create-announcer.ts';
import { runListeners } from './listen.ts';
import type { Plugin, PluginRequest, PluginResponse } from './plugin.ts';
import type { PluginDefinition } from './plugin-definition.ts';
import type { PluginRuntime } from './plugin-runtime.ts';
import { actorOf, baseContext, createContextFactory } from './request-context.ts';
import { type ServerContext, startServer } from './start-server.ts';

const DEFAULT_SLOTS = 4;
/** Background work has no session. */
const NOBODY = { sessionId: null, address: null };

/** The running plugin without a port: what tests and `startPlugin` build on. */
export type RunningPlugin = Omit<Plugin, 'url' | 'instanceId'> & {
  /** Tells the platform's tenant of something; does nothing where there is no such tenant yet. */
  readonly announce: AnnouncePlatformEvent;
};

/** Builds a plugin on a runtime: checks the manifest, builds the schema, opens slots, starts listeners. */
export async function createPlugin<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
>(
  definition: PluginDefinition<Tx, Client, Parts, Book>,
  runtime: PluginRuntime,
): Promise<RunningPlugin> {
  const manifest = Manifest.parse(definition.manifest);
  checkEvents(manifest, definition);
  const slots: Slots<Client> = createSlots({
    size: runtime.slots ?? DEFAULT_SLOTS,
    connectionString: runtime.databaseUrl,
    tenantKey: runtime.tenantKey,
    createClient: definition.context.createClient,
  });
  const { sdl, schema } = buildPluginSchema(
    readFileSync(definition.schema, 'utf8'),
    auditedResolvers(definition, slots, manifest),
  );
  const server = await startServer(schema);
  const verify = createInternalTokenVerifier(runtime.routerKey, manifest.name, runtime.now);
  const listeners = await runListeners(definition, manifest, runtime, slots);
  const background = await definition.whileRunning?.(runtime, (tenantId, actor) =>
    createTenantScope(definition.context, slots, {
      ...NOBODY,
      ...actor,
      tenantId,
      requestId: randomUUID(),
      plugin: manifest.name,
    }),
  );

  async function answer(request: PluginRequest): Promise<PluginResponse> {
    const identity = await verify(request.internalToken);
    const requestId = request.requestId ?? randomUUID();
    const directives = collectDirectives();
    const base = baseContext(identity, requestId, runtime);
    const create = createContextFactory({
      definition: definition.context,
      slots,
      base,
      response: directives.response,
      plugin: manifest.name,
    });
    const body = parseBody(request.body);
    const response = await server.executeOperation(
      {
        query: body.query,
        variables: body.variables ?? {},
        ...(body.operationName ? { operationName: body.operationName } : {}),
      },
      { contextValue: Object.assign(create(''), { create, log: base.logger, requestId }) },
    );
    if (response.body.kind !== 'single') throw new Error('a plugin answers one result');
    const { data, errors } = response.body.singleResult;
    const result = { data, errors, extensions: directives.extensions() };
    return { status: response.http.status ?? 200, body: JSON.stringify(result) };
  }

  return {
    manifest,
    sdl,
    announce: createAnnouncer(slots),
    handle: (request) => answer(request).catch((error) => refuse(error, runtime, request)),
    async stop() {
      await background?.stop();
      await listeners.stop();
      await server.stop();
      await slots.close();
    },
  };
}

function auditedResolvers<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
>(definition: PluginDefinition<Tx, Client, Parts, Book>, slots: Slots<Client>, manifest: Manifest) {
  return wrapMutations(guardText(definition.resolvers), async (field, given, run) => {
    const { create } = given as ServerContext;
    const ctx = create(field);
    try {
      return await run(ctx);
    } catch (error) {
      if (ctx.viewer) {
        const outcome = error instanceof AppError ? error.code : 'INTERNAL_SERVER_ERROR';
        await auditRefusal(slots, actorOf(ctx, manifest.name, field), outcome).catch((err) =>
          ctx.logger.error({ err, field, outcome }, 'refusal could not be audited'),
        );
      }
      throw error;
    }
  });
}
