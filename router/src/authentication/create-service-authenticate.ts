import {
  AppError,
  createServiceTokenVerifier,
  type FindPluginKey,
  serviceViewer,
} from '@gestas/sdk';
import type { Authentication } from './create-authenticate.ts';

/** Reads a service token: who a plugin is to the graph. */
export type AuthenticateService = (token: string) => Promise<Authentication>;

/** What judging service tokens takes. */
export type ServiceAuthenticationOptions = {
  readonly findKey: FindPluginKey;
  /** The permissions a mounted plugin's manifest names under `uses`; null when it is not in the graph. */
  readonly usesOf: (plugin: string) => readonly string[] | null;
  readonly now?: () => number;
};

/**
 * Makes the reader of service tokens: the plugin whose enrolled key signed, in the tenant it named, with the permissions
 * it declared and no other.
 * @throws AppError TOKEN_INVALID (401), PLUGIN_UNAVAILABLE while the plugin is not in the graph.
 */
export function createServiceAuthenticate(
  options: ServiceAuthenticationOptions,
): AuthenticateService {
  const verify = createServiceTokenVerifier(options.findKey, options.now);
  return async (token) => {
    const identity = await verify(token);
    const { plugin, expiresAt } = identity;
    const uses = options.usesOf(plugin);
    if (!uses) {
      const message = `${plugin} is not in the graph yet; try again in a moment.`;
      throw new AppError('PLUGIN_UNAVAILABLE', message, { plugin });
    }
    return { viewer: serviceViewer(identity, uses), tokenState: 'valid', expiresAt };
  };
}
