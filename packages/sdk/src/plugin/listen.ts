import { createTenantScope } from '../context/tenant-work.ts';
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
  const listeners = definition.listeners ?? {};
  if (manifest.consumes.length === 0) return { stop: async () => undefined };

  async function handle(event: EventEnvelope): Promise<void> {
    const listener = listeners[event.name];
    if (!listener) return;
    const scope = createTenantScope(definition.context, slots, {
      tenantId: event.tenantId,
      userId: event.actorId,
      sessionId: null,
      address: null,
      requestId: event.id,
      plugin: manifest.name,
      action: `on ${event.name}`,
    });
    await scope.transact(async (tx) => {
      if (await tx.claim(manifest.name, event.id)) await listener(tx, event, runtime);
    });
  }
  return runtime.eventLog.consume({
    group: manifest.name,
    names: manifest.consumes,
    handler: handle,
  });
}
