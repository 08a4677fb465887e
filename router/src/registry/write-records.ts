import {
  type AnnouncePlatformEvent,
  createRegistryReader,
  createRegistryWriter,
  type KeyValue,
  type Logger,
  type RegisteredPlugin,
  type RegistryRecord,
} from '@gestas/sdk';
import type { KnownInstance } from './create-lease-book.ts';
import type { Mounted } from './create-mounter.ts';

/** What writing records takes. */
export type RecordWriterOptions = {
  readonly keyValue: Pick<KeyValue, 'get' | 'scan' | 'set' | 'delete'>;
  /** Tells the platform of each record that says something new; nobody is told without it. */
  readonly announce?: AnnouncePlatformEvent | undefined;
  readonly logger: Logger;
};

/**
 * Makes what tells the store of every plugin: what changed at once, and all of it when `isBeat`. Whoever listens is told
 * after it was written, and only of what the store did not know: of several routers that see the same, mostly one tells.
 */
export function createRecordWriter({ keyValue, announce, logger }: RecordWriterOptions) {
  const [reader, writer] = [createRegistryReader(keyValue), createRegistryWriter(keyValue)];
  const written = new Map<string, { readonly record: RegistryRecord; readonly text: string }>();
  const untold = new Map<string, ReturnType<typeof toChange>>();

  const write = async (name: string, work: () => Promise<void>) => {
    const before = content(await reader.find(name));
    await work();
    if (content(await reader.find(name)) === before) return;
    const last = await reader.findLast(name);
    if (last) untold.set(name, toChange(last));
  };
  const tell = async () => {
    try {
      for (const [name, change] of untold) {
        await announce?.('plugin:changed', change);
        untold.delete(name);
      }
    } catch (err) {
      logger.warn({ err }, 'changed plugins could not be announced; they are at the next look');
    }
  };

  return async (
    plugins: ReadonlyMap<string, Mounted>,
    instances: readonly KnownInstance[],
    isBeat: boolean,
  ): Promise<void> => {
    for (const [name, mounted] of plugins) {
      const record = toRecord(
        mounted,
        instances.filter(({ plugin }) => plugin === name),
      );
      const text = JSON.stringify(record);
      if (!record || (!isBeat && written.get(name)?.text === text)) continue;
      await write(name, () => writer.put(record));
      written.set(name, { record, text });
    }
    for (const [name, { record }] of written) {
      if (plugins.has(name)) continue;
      await write(name, () => writer.remove(record));
      written.delete(name);
    }
    await tell();
  };
}

function toChange({ name, version, status }: RegisteredPlugin) {
  return { plugin: name, version, status };
}

/** What is worth telling: not heartbeats, nor a refusal said once more, nor the order in which a router learnt of instances. */
function content(plugin: RegisteredPlugin | null): string {
  if (!plugin) return '';
  const { manifest, sdl, status, instances, lastRefusal } = plugin;
  const living = instances.map(({ id, url, isLive }) => JSON.stringify([id, url, isLive])).sort();
  const refusal = lastRefusal && { ...lastRefusal, at: null };
  return JSON.stringify([manifest, sdl, status, living, refusal]);
}

function toRecord(
  { accepted, refused, lastRefusal }: Mounted,
  instances: readonly KnownInstance[],
): RegistryRecord | null {
  const shown = accepted ?? refused;
  if (!shown) return null;
  return {
    manifest: shown.manifest,
    sdl: shown.sdl,
    instances: instances.map(({ id, url, lastHeartbeatAt, isLive }) => ({
      id,
      url,
      lastHeartbeatAt: new Date(lastHeartbeatAt).toISOString(),
      isLive,
    })),
    isRefused: refused !== null,
    lastRefusal,
  };
}
