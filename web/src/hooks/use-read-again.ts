import { useEffect } from 'react';
import { READ_AGAIN_AT } from '../connection/event-source.ts';

/** Reads a snapshot again when so much has come since that its source would soon forget some of it. */
export function useReadAgain(unseen: number, refetch: () => Promise<unknown>): void {
  const isFarBehind = unseen >= READ_AGAIN_AT;
  useEffect(() => {
    if (isFarBehind) refetch().catch(() => undefined);
  }, [isFarBehind, refetch]);
}
