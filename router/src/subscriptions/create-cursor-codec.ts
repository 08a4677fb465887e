import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@gestas/sdk';

/** Writes and reads the cursors that clients hold: a place in one tenant's events, which only we can write. */
export type CursorCodec = {
  /** URL-safe text for a position of a tenant's log. */
  write(tenantId: string, position: number): string;
  /** The position of a cursor of this tenant; throws AppError CURSOR_INVALID for any other text. */
  read(cursor: unknown, tenantId: string): number;
};

const MIN_KEY_BYTES = 32;
const MAX_LENGTH = 512;

/**
 * Makes a codec whose cursors are `base64url([tenant, position]) . base64url(HMAC-SHA256)`. The same key reads them on
 * every router and over both twins of the log. Throws when the key is shorter than 32 bytes.
 */
export function createCursorCodec(key: Buffer): CursorCodec {
  if (key.length < MIN_KEY_BYTES) throw new Error('the cursor key must have at least 32 bytes');

  const write = (tenantId: string, position: number): string => {
    const place = Buffer.from(JSON.stringify([tenantId, position])).toString('base64url');
    const mac = createHmac('sha256', key).update(`cursor\0${place}`).digest('base64url');
    return `${place}.${mac}`;
  };

  const read = (cursor: unknown, tenantId: string): number => {
    const position = typeof cursor === 'string' ? claimedPosition(cursor) : null;
    if (position === null || !isSame(write(tenantId, position), String(cursor))) {
      throw new AppError('CURSOR_INVALID', 'This cursor can not be continued from; start anew.');
    }
    return position;
  };

  return { write, read };
}

/** What the text says its position is; it means nothing until the text is compared with what we would have written. */
function claimedPosition(cursor: string): number | null {
  if (cursor.length > MAX_LENGTH) return null;
  try {
    const place = Buffer.from(cursor.split('.', 1)[0] ?? '', 'base64url').toString();
    const [, position] = JSON.parse(place) as unknown[];
    return Number.isSafeInteger(position) && Number(position) >= 0 ? Number(position) : null;
  } catch {
    return null;
  }
}

function isSame(expected: string, given: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}
