import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ConnectionManager } from '../connection/connection-manager.ts';
import { isAllowed } from '../connection/is-allowed.ts';
import type { ConnectionStatus } from '../connection/resuming-socket.ts';
import type { Session, SessionState } from '../connection/session.ts';

/** Hands the connection manager down the tree. */
export const ConnectionContext = createContext<ConnectionManager | null>(null);

/** The tab's connection manager. */
export function useConnection(): ConnectionManager {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error('useConnection needs a ConnectionContext above it.');
  return connection;
}

/** Where the tab stands: starting, signed out, or signed in. */
export function useSessionState(): SessionState {
  const { state } = useConnection().session;
  return useSyncExternalStore(state.subscribe, state.get);
}

/** The session; only for what is shown to a signed-in viewer. */
export function useSession(): Session {
  const state = useSessionState();
  if (state.status !== 'signed-in') throw new Error('useSession needs a signed-in viewer.');
  return state.session;
}

/** Answers whether the viewer holds a permission; no permission asked for is always held. */
export function usePermissions(): (needed: string | undefined) => boolean {
  const state = useSessionState();
  const granted = state.status === 'signed-in' ? state.session.permissions : [];
  return (needed) => needed === undefined || isAllowed(granted, needed);
}

/** How the live connection is doing. */
export function useConnectionStatus(): ConnectionStatus {
  const { status } = useConnection();
  return useSyncExternalStore(status.subscribe, status.get);
}
