import { z } from 'zod';
import type { Bell, EventEnvelope } from './event-log.ts';

const BellMessage = z.object({
  tenantId: z.string(),
  position: z.int().positive(),
  name: z.string(),
});

/** The bell of an event: ids only, never data. */
export function bellOf({ tenantId, position, name }: EventEnvelope): Bell {
  return { tenantId, position, previous: position - 1, name };
}

/** A bell as received, undefined when the message is not one: channels are open to anybody who may publish. */
export function parseBell(message: unknown): Bell | undefined {
  const result = BellMessage.safeParse(message);
  return result.success ? { ...result.data, previous: result.data.position - 1 } : undefined;
}
