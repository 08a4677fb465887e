import type { PluginServices } from '@gestas/sdk';
import manifest from '../manifest.json' with { type: 'json' };
import { context } from './context.ts';
import { env } from './env.ts';
import { endSessions } from './listeners/end-sessions.ts';
import { keepInvitation } from './listeners/keep-invitation.ts';
import { resolvers } from './resolvers/index.ts';
import { publishKeys } from './utils/publish-keys.ts';

/** The plugin as a value: `index.ts` starts it, tests run it alone. */
export const definition = {
  manifest,
  schema: new URL('../schema.graphql', import.meta.url),
  resolvers,
  context,
  listeners: { 'user:created': keepInvitation, 'user:suspended': endSessions },
  whileRunning: ({ keyValue, logger }: PluginServices) =>
    publishKeys(
      env.AUTH_SIGNING_KEYS,
      (key, value) => keyValue.set(key, value),
      (error) => logger.warn({ err: error }, 'public keys not published, trying again'),
    ),
};
