import { useQuery } from '@apollo/client/react';
import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect } from 'react';
import { PluginsDocument } from '../../../generated/graphql.ts';

/** Milliseconds. Three of these are one heartbeat. */
const READ_EVERY = 10_000;

/**
 * Every plugin with its health. No event tells of a heartbeat, so the list is read again while the page is seen, and at
 * once when it comes back into sight.
 */
export function usePlugins() {
  const isSeen = useDocumentVisibility() === 'visible';
  const { data, error, refetch } = useQuery(PluginsDocument, {
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
    pollInterval: isSeen ? READ_EVERY : 0,
  });
  useEffect(() => {
    if (isSeen) refetch().catch(() => undefined);
  }, [isSeen, refetch]);
  return { plugins: data?.plugins, error, reload: () => void refetch() };
}
