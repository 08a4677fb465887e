import type { EventEnvelope } from '@gestas/sdk';
import { createAskRights } from '../authentication/create-ask-rights.ts';
import { createAuthenticate } from '../authentication/create-authenticate.ts';
import { createRightsKeeper } from '../authentication/create-rights-keeper.ts';
import {
  type ConnectOptions,
  connectSubscriptions,
} from '../subscriptions/connect-subscriptions.ts';

import type { ManagedEngine } from './create-managed-engine.ts';

/**
 * Wires who callers are to what they stay connected with: the events that reach the subscriptions also tell whose rights
 * have changed, and changed rights reach open sockets and streams.
 */
export function connectCallers(
  {
    verifyAccessToken,
    onSessionEnded,
  }: Pick<ManagedEngine, 'verifyAccessToken' | 'onSessionEnded'>,
  options: Omit<ConnectOptions, 'authenticate' | 'onEvent' | 'present'>,
) {
  const rights = createRightsKeeper({
    ask: createAskRights(options.engine),
    follow: (tenantId) => transports.hub.follow(tenantId),
    onKnown(viewer, { isSuspended, roleId, permissions }) {
      if (isSuspended) transports.hub.endSession(viewer.userId);
      else transports.hub.reauthorise(viewer.userId, { ...viewer, roleId, permissions });
    },
  });
  const authenticate = createAuthenticate(verifyAccessToken, rights.refresh);
  const onEvent = (event: EventEnvelope) => {
    if (event.name === 'session:revoked') onSessionEnded();
    rights.onEvent(event);
  };
  const transports = connectSubscriptions({
    ...options,
    authenticate,
    onEvent,
    present: rights.present,
  });
  return { authenticate, transports, stop: rights.stop };
}
