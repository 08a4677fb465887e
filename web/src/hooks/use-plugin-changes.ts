import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { usePermissions } from './connection-context.ts';
import { pluginChangesOf } from './plugin-changes-source.ts';
import { createReadSoon } from './read-soon.ts';

/** Reads again when a plugin came, went or changed. Answers false for viewers who are not told: they must look themselves. */
export function usePluginChanges(read: () => Promise<unknown>): boolean {
  const client = useApolloClient();
  const isTold = usePermissions()('system:plugin:read');
  useEffect(() => {
    if (!isTold) return;
    const { ask, stop } = createReadSoon(read);
    const leave = pluginChangesOf(client).subscribe(ask);
    return () => {
      leave();
      stop();
    };
  }, [isTold, client, read]);
  return isTold;
}
