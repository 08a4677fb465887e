import { randomUUID } from 'node:crypto';
import { createLogger, startHeartbeat, uuidV7 } from '@gestas/sdk';
import { sampleManifest } from '../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import { pluginKey } from '../../../scripts/platform-secrets.ts';
import { createTestPlugin } from '../../router/support/plugins.ts';
import type { Cluster } from './cluster.ts';

export const SWAPPING = 'plugin-swapping';

const quiet = createLogger('swapping', 'error', { write: () => undefined });

/**
 * A plugin played by the test, whose versions differ by the name of their one field: `swap1`, `swap2` and so on. Makes
 * what starts and registers a version; the version's `stop` takes it out and ends its server.
 */
export function createSwappingPlugin({ secrets, keyValue, eventLog }: Cluster) {
  const { d: _private, ...routerKey } = secrets.signingKey('router');
  const platform = randomUUID();
  const announce = (name: string) =>
    eventLog.ring({
      id: uuidV7(),
      position: 1,
      name,
      tenantId: platform,
      occurredAt: new Date().toISOString(),
      actorId: null,
      traceparent: null,
      data: {},
    });
  return async (version: number) => {
    const field = `swap${version}`;
    const sdl = `type Query { ${field}: Int! @authenticated }`;
    const made = createTestPlugin(routerKey, { name: SWAPPING }, sdl, {
      Query: { [field]: () => version },
    });
    const server = await made.listen();
    const [url = ''] = server.urls;
    const heartbeat = await startHeartbeat({
      manifest: sampleManifest({ name: SWAPPING, version: `0.1.${version}` }),
      sdl: made.sdl,
      instanceId: randomUUID(),
      url,
      key: pluginKey(secrets, SWAPPING),
      keyValue,
      announce,
      logger: quiet,
    });
    return {
      field,
      async stop() {
        await heartbeat.stop();
        await server.stop();
      },
    };
  };
}
