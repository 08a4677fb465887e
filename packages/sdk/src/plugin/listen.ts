import type { Listener, PreparedListener } from '../context/context.ts';
import { createTenantScope } from '../context/tenant-work.ts';
import { EVERY_EVENT } from '../events/event-choice.ts';
import type { EventBook, EventEnvelope, Running } from '../events/event-log.ts';
import type { Manifest } from '../manifest.ts';
import type { PrismaLike, RawExecutor, Slots } from '../tenancy/slots.ts';
import type { PluginDefinition } from './plugin-definition.ts';
import type { PluginRuntime } from './plugin-runtime.ts';

/** Consumes the events the manifest names; each effect is made once, in one transaction with its de-duplication. */
export async function runListeners<
  Tx extends RawExecutor,
  Client extends PrismaLike<Tx> & Tx,
  Parts extends object,
  Book extends EventBook,
>(
  definition: PluginDefinition<Tx, Client, Parts, Book>,
  manifest: Manifest,
  runtime: PluginRuntime,
  slots: Slots<Client>,
): Promise<Running> {
  const { listeners = {}, context } = definition;
  if (manifest.consumes.length === 0) return { stop: async () => undefined };

  async function handle(event: EventEnvelope): Promise<void> {
    const listener = listeners[event.name] ?? listeners[EVERY_EVENT];
    if (!listener) return;
    const scope = createTenantScope(context, slots, {
      tenantId: event.tenantId,
      userId: event.actorId,
      sessionId: null,
      address: null,
      requestId: event.id,
      plugin: manifest.name,
      action: `on ${event.name}`,
      isAudited: Object.hasOwn(listeners, event.name),
    });
    const apply =
      typeof listener === 'function' ? listener : await prepare(listener, scope, event, runtime);
    await scope.transact(async (tx) => {
      if (await tx.claim(manifest.name, event.id)) await apply(tx, event, runtime);
    });
  }
  return runtime.eventLog.consume({
    group: manifest.name,
    names: manifest.consumes,
    except: passedOver(manifest),
    handler: handle,
  });
}

/** `*` does not give a plugin its own events: an event for each event would never end. */
function passedOver({ consumes, emits }: Manifest): readonly string[] {
  return consumes.includes(EVERY_EVENT) ? emits.filter((name) => !consumes.includes(name)) : [];
}

/** Runs what comes before the transaction; returns what is left to do in it. */
async function prepare<Parts, Book extends EventBook>(
  listener: PreparedListener<Parts, Book>,
  parts: Parts,
  event: EventEnvelope,
  { graph, keyValue, logger }: PluginRuntime,
): Promise<Listener<Parts, Book>> {
  const given = { graph: graph(event.tenantId), keyValue, logger };
  const found = await listener.prepare({ ...parts, ...given }, event);
  return (tx) => listener.apply(tx, event, found);
}
