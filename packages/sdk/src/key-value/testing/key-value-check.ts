import { waitUntil } from '../../events/testing/wait-until.ts';
import type { KeyValue } from '../key-value.ts';

/** One rule of the contract: a store, a key prefix of the check's own, and further stores as other processes have them. */
export type KeyValueCheck = (store: KeyValue, own: string, open: () => KeyValue) => Promise<void>;

/** Lives longer than any test. */
export const LONG = { expiresInMs: 60_000 };

/** Is over soon; the end is awaited, never slept for. */
export const SHORT = { expiresInMs: 40 };

/** Resolves when the store answers null for the key. */
export async function untilGone(store: KeyValue, key: string): Promise<void> {
  await waitUntil(async () => (await store.get(key)) === null);
}
