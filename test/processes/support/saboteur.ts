/*
 * What a plugin imports first that is to go wrong: it reads how from a file outside of its folder, again and again. The plugin
 * itself knows nothing of it.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import {
  createEventLog,
  createKeyValue,
  createLeaseSigner,
  createLogger,
  LEASE_MS,
  leaseKey,
  Manifest,
  ringRegistry,
  withPlatformHeader,
  writeContent,
} from '@gestas/sdk';
import type { Sabotage } from './sabotage.ts';

const EVERY_MS = 100;
const MEGABYTE = 1024 * 1024;
/** Where nobody listens. */
const NOWHERE = 'http://localhost:1/graphql';
const { PRODUCTOS_SABOTAGE = '' } = process.env;

function readSabotage(): Sabotage {
  try {
    return readFileSync(PRODUCTOS_SABOTAGE, 'utf8').trim() as Sabotage;
  } catch {
    return 'none';
  }
}

/** Half a gigabyte, as fast as it is taken. */
async function sendHuge(response: ServerResponse): Promise<void> {
  const chunk = Buffer.alloc(MEGABYTE, 'x');
  response.writeHead(200, { 'content-type': 'application/json' });
  for (let sent = 0; sent < 500 && !response.destroyed; sent++) {
    if (!response.write(chunk))
      await new Promise((go) => response.once('drain', go).once('close', go));
  }
  response.end();
}

/** Answers requests in the plugin's place; true when it did. */
function answer(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.url !== '/graphql') return false;
  const sabotage = readSabotage();
  if (sabotage === 'garbage') response.end('<html>{"data": </html>');
  if (sabotage === 'huge') void sendHuge(response);
  return sabotage === 'garbage' || sabotage === 'huge';
}

/** Registers instance after instance that nobody finds, without a pause. */
async function flood(): Promise<void> {
  const folder = join(dirname(process.argv[1] ?? ''), '..');
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const sdl = withPlatformHeader(readFileSync(join(folder, 'schema.graphql'), 'utf8'));
  const { hash: contentHash } = writeContent({ manifest, sdl });
  const { REDIS_URL, EVENTS_DATABASE_URL = '', PRODUCTOS_PLUGIN_KEY = '' } = process.env;
  const logger = createLogger('saboteur', 'error');
  const stores = { redisUrl: REDIS_URL, databaseUrl: EVENTS_DATABASE_URL, logger };
  const [keyValue, eventLog] = [createKeyValue(stores), createEventLog(stores)];
  const sign = createLeaseSigner(manifest.name, JSON.parse(PRODUCTOS_PLUGIN_KEY), Date.now);
  const shared = { url: NOWHERE, contentHash, sequence: 1, state: 'live' } as const;
  while (readSabotage() === 'flood') {
    const instanceId = randomUUID();
    const lease = await sign({ ...shared, instanceId, startedAt: Date.now() });
    const key = leaseKey(manifest.name, instanceId);
    await keyValue.set(key, lease, { expiresInMs: LEASE_MS });
    await ringRegistry(eventLog);
  }
  await Promise.all([keyValue.close(), eventLog.close()]);
}

/** Takes memory beside the heap until somebody ends it. */
async function fill(): Promise<void> {
  const kept: Buffer[] = [];
  while (readSabotage() === 'memory') {
    kept.push(Buffer.alloc(MEGABYTE, 1));
    await pause();
  }
}

function hang(): void {
  while (readSabotage() === 'hang');
}

function crash(): never {
  throw new Error('sabotage');
}

const acts: Readonly<Partial<Record<Sabotage, () => unknown>>> = {
  crash,
  hang,
  flood,
  memory: fill,
};
let acting: Sabotage = 'none';

async function act(): Promise<void> {
  const sabotage = readSabotage();
  if (sabotage === acting) return;
  acting = sabotage;
  await acts[sabotage]?.();
}

const emit = Server.prototype.emit;
Object.assign(Server.prototype, {
  emit(this: Server, event: string, ...args: [IncomingMessage, ServerResponse]): boolean {
    if (event === 'request' && answer(...args)) return true;
    return Reflect.apply(emit, this, [event, ...args]) as boolean;
  },
});
if (readSabotage() === 'crash') crash();
setInterval(act, EVERY_MS).unref();
