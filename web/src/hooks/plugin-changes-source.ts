import { createSignal } from '../connection/create-signal.ts';
import { type EventSource, followWhileHeard, onePerClient } from '../connection/event-source.ts';
import { PluginChangedDocument } from '../generated/graphql.ts';

/** How often plugins have come, gone or changed since somebody looks; one subscription for all who do. */
export const pluginChangesOf = onePerClient((client): EventSource<number> => {
  const changes = createSignal(0);
  const follow = () =>
    client.subscribe({ query: PluginChangedDocument }).subscribe({
      next: () => changes.set(changes.get() + 1),
      error: () => undefined,
    });
  return followWhileHeard(changes, follow);
});
