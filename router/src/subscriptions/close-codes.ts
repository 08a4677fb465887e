/** One row of the table. */
export type CloseCode = { readonly code: number; readonly reason: string };

/**
 * Every code with which the router closes a WebSocket, and the reason it sends along. Codes 44xx are those of
 * graphql-transport-ws and are sent by graphql-ws's core where no use is found here; the others are RFC 6455's.
 * graphql-ws's client connects again by itself after `restarting`, `forbidden` and `initTimeout`, never after the rest.
 */
export const CLOSE_CODES = {
  /** The router stops; each subscription was told its cursor and when to come back. */
  restarting: { code: 1001, reason: 'Restarting' },
  /** More messages a second than `SubscriptionLimits` allows. */
  flooding: { code: 1008, reason: 'Too many messages' },
  /** A frame above `maxFrameBytes`; sent by `ws`. */
  frameTooBig: { code: 1009, reason: '' },
  /** Not a message of the protocol. */
  badMessage: { code: 4400, reason: 'Invalid message received' },
  /** `subscribe` before the connection was acknowledged. */
  notInitialised: { code: 4401, reason: 'Unauthorized' },
  /** The token in `connection_init` or `ping` is not one the router accepts. */
  forbidden: { code: 4403, reason: 'Forbidden' },
  /** As `forbidden`, and its only fault was its age: refresh, then connect again. */
  tokenExpired: { code: 4403, reason: 'Token expired' },
  /** A `ping` carried the token of another session, or the socket is anonymous. */
  otherSession: { code: 4403, reason: 'Token of another session' },
  /** The session was revoked: signing in again is the only way back. */
  sessionEnded: { code: 4403, reason: 'Session ended' },
  /** Another sub-protocol than graphql-transport-ws, or none. */
  subprotocol: { code: 4406, reason: 'Subprotocol not acceptable' },
  /** No `connection_init` in time. */
  initTimeout: { code: 4408, reason: 'Connection initialisation timeout' },
  /** An id is used twice at once. */
  duplicateId: { code: 4409, reason: 'Subscriber already exists' },
  /** A second `connection_init`. */
  doubleInit: { code: 4429, reason: 'Too many initialisation requests' },
  /** A bug of ours; the log has the rest. */
  internal: { code: 4500, reason: 'Internal server error' },
} as const satisfies Readonly<Record<string, CloseCode>>;
