import { useQuery } from '@apollo/client/react';
import type { UiPage, UiWidget } from '@gestas/sdk';
import { useEffect, useRef } from 'react';
import { ScreenLinksDocument, ScreensDocument } from '../../../generated/graphql.ts';
import { usePluginChanges } from '../../../hooks/use-plugin-changes.ts';

/** The pages and widgets of one plugin. */
export type Screens = {
  readonly id: string;
  readonly pages: readonly UiPage[];
  readonly widgets: readonly UiWidget[];
};

/** What running plugins describe; read anew when one changed, or the navigation, which looks now and then, saw one come or go. */
export function useScreens() {
  const { data, error, refetch } = useQuery(ScreensDocument, {
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  });
  usePluginChanges(refetch);
  const { data: links } = useQuery(ScreenLinksDocument, { fetchPolicy: 'cache-only' });
  const versions = links?.pluginScreens?.map(({ id, version }) => `${id} ${version}`).join();
  const seen = useRef(versions);
  useEffect(() => {
    const before = seen.current;
    seen.current = versions;
    if (before !== undefined && before !== versions) refetch().catch(() => undefined);
  }, [versions, refetch]);
  // JSON to GraphQL; the router's gate let nothing in that is not of this form
  const screens = data?.pluginScreens as readonly Screens[] | undefined;
  return { screens, error, reload: () => void refetch() };
}
