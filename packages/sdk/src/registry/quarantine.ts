import { z } from 'zod';
import type { EventLog } from '../events/event-log.ts';
import { uuidV7 } from '../events/uuid-v7.ts';
import { NO_ID } from '../ids.ts';
import type { KeyValue } from '../key-value/key-value.ts';

/** A plugin that ends by itself more often than this within a minute is taken out. */
export const QUARANTINE_RULE = { windowMs: 60_000, mostEnds: 3 };

const QUARANTINE_PREFIX = 'registry:quarantine:';
/** That a plugin was let in again must outlast every router's memory of its being out. */
const ADMITTED_MS = 86_400_000;

const Quarantine = z.object({
  /** False: it was let in again. */
  isOut: z.boolean(),
  /** ISO 8601. */
  at: z.string(),
  reason: z.string(),
  /** `platform`: it ended too often, and a new version may change that. `operator`: only an operator lets it in again. */
  by: z.enum(['platform', 'operator']),
  /** What was registered when it was taken out, by its hash: another content is let in; null where that is not known. */
  contentHash: z.string().nullable(),
});

/** Whether a plugin is taken out, since when and why. */
export type Quarantine = z.output<typeof Quarantine>;

/** Who is taken out: what platform and operators want, on which every router converges. */
export type QuarantineBook = {
  /** By plugin; those that were never out are not in it. */
  list(): Promise<ReadonlyMap<string, Quarantine>>;
  find(plugin: string): Promise<Quarantine | null>;
  takeOut(plugin: string, what: Omit<Quarantine, 'isOut'>): Promise<void>;
  /** Says that it is in, for those that remember it as out: the store may forget everything at any time. */
  letIn(plugin: string, what: Pick<Quarantine, 'at' | 'by' | 'reason'>): Promise<void>;
};

/** Makes the book over the key-value store; an entry that is damaged counts as absent. */
export function createQuarantineBook(
  keyValue: Pick<KeyValue, 'get' | 'scan' | 'set'>,
): QuarantineBook {
  const put = (plugin: string, entry: Quarantine, expiresInMs?: number) =>
    keyValue.set(
      `${QUARANTINE_PREFIX}${plugin}`,
      JSON.stringify(entry),
      expiresInMs === undefined ? undefined : { expiresInMs },
    );
  return {
    list: () => readQuarantines(keyValue),
    find: (plugin) => readQuarantine(keyValue, plugin),
    takeOut: (plugin, what) => put(plugin, { isOut: true, ...what }),
    letIn: (plugin, what) => put(plugin, { isOut: false, ...what, contentHash: null }, ADMITTED_MS),
  };
}

/** Reads what is said of every plugin. */
export async function readQuarantines(
  keyValue: Pick<KeyValue, 'scan'>,
): Promise<ReadonlyMap<string, Quarantine>> {
  const stored = await keyValue.scan(QUARANTINE_PREFIX);
  return new Map(
    [...stored].flatMap(([key, text]) => {
      const entry = toQuarantine(text);
      return entry ? [[key.slice(QUARANTINE_PREFIX.length), entry] as const] : [];
    }),
  );
}

/** Reads what is said of one plugin. */
export async function readQuarantine(
  keyValue: Pick<KeyValue, 'get'>,
  plugin: string,
): Promise<Quarantine | null> {
  const text = await keyValue.get(`${QUARANTINE_PREFIX}${plugin}`);
  return text === null ? null : toQuarantine(text);
}

/** Tells routers to look at the registry now: a bell without an event. */
export function ringRegistry(eventLog: Pick<EventLog, 'ring'>): Promise<void> {
  return eventLog.ring({
    id: uuidV7(),
    position: 1,
    name: 'plugin:stopped',
    tenantId: NO_ID,
    occurredAt: new Date().toISOString(),
    actorId: null,
    traceparent: null,
    data: {},
  });
}

function toQuarantine(text: string): Quarantine | null {
  try {
    return Quarantine.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
