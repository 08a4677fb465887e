import type { TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect } from 'react';
import { usePluginChanges } from './use-plugin-changes.ts';

/** Milliseconds: heartbeats, and what no event told, are seen so late at most. */
const NET_EVERY = 60_000;
/** For viewers who are not told of plugins; three of these are one heartbeat. */
const LOOK_EVERY = 10_000;

/**
 * What a query tells of the plugins: read again when one has changed, when the page comes back into sight, and now and
 * then while it is seen.
 */
export function usePluginQuery<Data>(
  document: TypedDocumentNode<Data, Readonly<Record<string, never>>>,
) {
  const isSeen = useDocumentVisibility() === 'visible';
  const { data, error, refetch, startPolling, stopPolling } = useQuery(document, {
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  });
  const isTold = usePluginChanges(refetch);
  useEffect(() => {
    if (!isSeen) return;
    refetch().catch(() => undefined);
    startPolling(isTold ? NET_EVERY : LOOK_EVERY);
    return stopPolling;
  }, [isSeen, isTold, refetch, startPolling, stopPolling]);
  return { data, error, refetch };
}
