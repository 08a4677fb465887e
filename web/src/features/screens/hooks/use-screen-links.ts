import { useQuery } from '@apollo/client/react';
import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect } from 'react';
import { ScreenLinksDocument } from '../../../generated/graphql.ts';

/** Milliseconds. Three of these are one heartbeat, as on the page of the plugins. */
const READ_EVERY = 10_000;

/** The links that running plugins describe, read again while the page is seen: plugins come and go at any time. */
export function useScreenLinks() {
  const isSeen = useDocumentVisibility() === 'visible';
  const { data, refetch } = useQuery(ScreenLinksDocument, {
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
    pollInterval: isSeen ? READ_EVERY : 0,
  });
  useEffect(() => {
    if (isSeen) refetch().catch(() => undefined);
  }, [isSeen, refetch]);
  const plugins = data?.pluginScreens ?? [];
  return plugins.flatMap(({ id, navigation }) =>
    navigation.map((link) => ({
      ...link,
      /** The one link of a plugin stands for all its pages. */
      home: navigation.length === 1 ? `/x/${id}` : link.path,
    })),
  );
}
