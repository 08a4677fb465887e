import { randomUUID } from 'node:crypto';
import { createLogger, startHeartbeat } from '@gestas/sdk';
import { sampleManifest } from '../../packages/sdk/src/registry/testing/sample-manifest.ts';
import { deriveSecrets, pluginKey } from '../../scripts/platform-secrets.ts';
import { createTestPlugin } from '../router/support/plugins.ts';
import type { JourneyPlatform } from './platform.ts';

const FOLLOWED = ['auth', 'system', 'cms', 'analytics', 'ai-framework', 'notifications'];
const quiet = createLogger('newcomer', 'error', { write: () => undefined });

/** A plugin that joins while the platform runs. */
export const NEWCOMER = 'plugin-newcomer';

/** The keys of who may join: the platform's own plugins and the newcomer, until that is struck off. */
export function createRegister() {
  const secrets = deriveSecrets(Buffer.from(process.env.GESTAS_TEST_MASTER ?? '', 'hex'));
  const names = new Set([...FOLLOWED.map((name) => `plugin-${name}`), NEWCOMER]);
  return {
    names,
    keys: {
      names: async () => [...names],
      async find(plugin: string) {
        const { d: _private, ...key } = pluginKey(secrets, plugin);
        return names.has(plugin) ? key : null;
      },
    },
  };
}

/** Starts an instance of the newcomer that answers one field, and registers it. */
export async function join(platform: JourneyPlatform, version: string, field: string) {
  const made = createTestPlugin(
    platform.routerKey,
    { name: NEWCOMER },
    `type Query { ${field} @authenticated }`,
    {},
  );
  const server = await made.listen();
  const announcer = platform.plugins.find(({ manifest }) => manifest.name === 'plugin-system');
  if (!announcer) throw new Error('nobody announces');
  const heartbeat = await startHeartbeat({
    manifest: sampleManifest({ name: NEWCOMER, version }),
    sdl: made.sdl,
    instanceId: randomUUID(),
    url: server.urls[0] ?? '',
    key: pluginKey(platform.secrets, NEWCOMER),
    keyValue: platform.keyValue,
    announce: announcer.announce,
    logger: quiet,
  });
  return {
    async stop() {
      await heartbeat.stop();
      await server.stop();
    },
  };
}
