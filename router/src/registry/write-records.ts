import type { RegistryRecord, RegistryWriter } from '@gestas/sdk';
import type { KnownInstance } from './create-lease-book.ts';
import type { Mounted } from './create-mounter.ts';

/** Makes what tells the store of every plugin: what changed at once, and all of it when `isBeat`. */
export function createRecordWriter(writer: RegistryWriter) {
  const written = new Map<string, string>();
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
      if (!record || (!isBeat && written.get(name) === text)) continue;
      await writer.put(record);
      written.set(name, text);
    }
    for (const name of written.keys()) {
      if (plugins.has(name)) continue;
      await writer.remove(name);
      written.delete(name);
    }
  };
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
    isServed: accepted !== null,
    lastRefusal,
  };
}
