import type { JWK } from 'jose';
import type { Logger } from '../create-logger.ts';
import type { KeyValue } from '../key-value/key-value.ts';
import { createRegistryReader } from './create-registry-reader.ts';
import { createLeaseSigner, HEARTBEAT_MS, LEASE_MS, type Lease, leaseKey } from './lease.ts';
import type { AnnouncePlatformEvent } from './platform-events.ts';
import { contentKey, type RegistrationContent, writeContent } from './registration-content.ts';

/** What registering takes; times are milliseconds. */
export type HeartbeatOptions = RegistrationContent & {
  readonly instanceId: string;
  readonly url: string;
  /** The plugin's private Ed25519 key. */
  readonly key: JWK;
  readonly keyValue: KeyValue;
  readonly announce: AnnouncePlatformEvent;
  readonly logger: Logger;
  readonly everyMs?: number;
  readonly now?: () => number;
};

/** A registered instance. */
export type Heartbeat = {
  /** Whether the registry has heard of it. */
  isRegistered(): boolean;
  /** Takes the instance out at once: nothing new is sent to it. */
  stop(): Promise<void>;
};

/** A registration that failed is tried again this soon. */
const RETRY_MS = 1_000;

/**
 * Registers an instance and renews its lease until it is stopped. The registry may lose everything at any time: each
 * heartbeat writes all of it again. Resolves after the first attempt, whether it worked or not.
 */
export async function startHeartbeat(options: HeartbeatOptions): Promise<Heartbeat> {
  const { manifest, instanceId, url, keyValue, announce, logger } = options;
  const { everyMs = HEARTBEAT_MS, now = Date.now } = options;
  const plugin = manifest.name;
  const { text, hash: contentHash } = writeContent(options);
  const sign = createLeaseSigner(plugin, options.key, now);
  const tellRefusal = createRefusalTeller(options);
  const startedAt = now();
  let sequence = 0;
  let registered = false;
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> = Promise.resolve();

  const put = async (state: Lease['state']) => {
    sequence += 1;
    const lease = await sign({ instanceId, url, contentHash, sequence, startedAt, state });
    await keyValue.set(contentKey(plugin, contentHash), text, { expiresInMs: 2 * LEASE_MS });
    await keyValue.set(leaseKey(plugin, instanceId), lease, { expiresInMs: LEASE_MS });
  };
  const tell = (work: Promise<void>) =>
    work.catch((err) => logger.warn({ err }, 'the platform could not be told'));

  const beat = async () => {
    let failed = false;
    try {
      await put('live');
      if (!registered) {
        registered = true;
        await tell(
          announce('plugin:registered', { plugin, version: manifest.version, instanceId, url }),
        );
        logger.info({ instanceId, url }, 'plugin is registered');
      }
      await tellRefusal();
    } catch (err) {
      failed = true;
      logger.warn({ err }, 'plugin could not register; it tries again');
    }
    timer = setTimeout(run, failed ? Math.min(RETRY_MS, everyMs) : everyMs);
    timer.unref(); // the server keeps the process alive
  };
  const run = () => {
    beating = beat();
  };
  run();
  await beating;

  return {
    isRegistered: () => registered,
    async stop() {
      clearTimeout(timer);
      await beating;
      clearTimeout(timer);
      if (!registered) return;
      await tell(put('stopped'));
      await tell(announce('plugin:stopped', { plugin, instanceId }));
    },
  };
}

/** Tells the plugin's own log, once, why the platform did not take its schema. */
function createRefusalTeller({ manifest, keyValue, logger, now = Date.now }: HeartbeatOptions) {
  const reader = createRegistryReader(keyValue);
  let told = new Date(now()).toISOString();
  return async () => {
    const refusal = (await reader.find(manifest.name))?.lastRefusal;
    if (!refusal || refusal.at <= told) return;
    told = refusal.at;
    logger.error({ refusal }, 'the platform refused this plugin’s schema');
  };
}
