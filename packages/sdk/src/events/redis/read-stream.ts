import type { Redis } from 'ioredis';
import type { EventEnvelope, EventPage } from '../event-log.ts';

/** The events of a stream after a position, and whether some between the two have aged out. */
export async function readStreamAfter(
  client: Redis,
  stream: string,
  position: number,
  limit: number,
): Promise<EventPage> {
  const from = Math.max(0, position);
  // In this order: an event appended in between must not look like a gap.
  const last = await readLastPosition(client, stream);
  const entries = await client.xrange(stream, `(${from}-0`, '+', 'COUNT', limit);
  const events = entries.map(([, fields]): EventEnvelope => JSON.parse(fields[3] ?? ''));
  const next = events[0]?.position ?? last + 1;
  return { events, gap: next > from + 1 };
}

/** The last position a stream was given, though its entry may have aged out; 0 when there is no stream. */
export async function readLastPosition(client: Redis, stream: string): Promise<number> {
  try {
    const info = await client.xinfo('STREAM', stream);
    const fields = Array.isArray(info) ? info : [];
    const id = fields[fields.indexOf('last-generated-id') + 1];
    return Number.parseInt(String(id), 10);
  } catch (error) {
    if (error instanceof Error && error.message.includes('no such key')) return 0;
    throw error;
  }
}
