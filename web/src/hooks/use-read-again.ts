import { useEffect, useRef, useState } from 'react';
import { READ_AGAIN_AT } from '../connection/event-source.ts';
import { createCatchUp } from './create-catch-up.ts';
import { keepReading } from './keep-reading.ts';

/** What a counter is made of: a snapshot, what events brought since, and how much of that the snapshot lacks. */
export type Counted = {
  readonly snapshot: unknown;
  readonly received: readonly unknown[];
  readonly unseen: number;
};

/**
 * Reads a snapshot again while so much has come since that its source would soon forget some of it, and once more when
 * events came while it was taken.
 */
export function useReadAgain(counted: Counted, refetch: () => Promise<unknown>): void {
  const { snapshot, received, unseen } = counted;
  const isFarBehind = unseen >= READ_AGAIN_AT;
  useEffect(() => (isFarBehind ? keepReading(refetch) : undefined), [isFarBehind, refetch]);

  const catchUp = useRef<ReturnType<typeof createCatchUp>>(undefined);
  useEffect(() => {
    catchUp.current = createCatchUp(refetch);
    return () => catchUp.current?.stop();
  }, [refetch]);
  useEffect(() => {
    if (snapshot) catchUp.current?.snapshotTaken();
  }, [snapshot]);
  const [atFirst] = useState(received);
  useEffect(() => {
    if (received !== atFirst) catchUp.current?.eventArrived();
  }, [received, atFirst]);
}
