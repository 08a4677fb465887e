import type { JWK } from 'jose';
import type { Logger } from '../create-logger.ts';
import type { EventLog } from '../events/event-log.ts';
import type { GraphFactory } from '../graph/graph.ts';
import type { KeyValue } from '../key-value/key-value.ts';

/** What a plugin runs on: read from the environment by `startPlugin`, given by tests. */
export type PluginRuntime = {
  readonly databaseUrl: string;
  /** The key with which the plugin's role signs tenant bindings. */
  readonly tenantKey: Buffer;
  /** The router's public Ed25519 key. */
  readonly routerKey: JWK;
  readonly keyValue: KeyValue;
  readonly eventLog: EventLog;
  readonly graph: GraphFactory;
  readonly logger: Logger;
  /** Database connections, each lent to one tenant at a time. */
  readonly slots?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
};
