import type { ApolloClient } from '@apollo/client';
import { createSignal } from '../../../connection/create-signal.ts';
import { MetricUpdatedDocument } from '../../../generated/graphql.ts';
import type { Values } from './metric-series.ts';

/** More than a snapshot reads of minutes, so that none is forgotten before it is read. */
const KEPT_MS = 3 * 3_600_000;

/** The minutes of one metric that events told of, with their newest value; one subscription for all who look. */
export type LiveMetricSource = {
  readonly get: () => Values;
  readonly subscribe: (listener: () => void) => () => void;
};

const sources = new WeakMap<ApolloClient, Map<string, LiveMetricSource>>();

/** The source of a metric for this client: it subscribes with its first listener and leaves with its last. */
export function liveMetricOf(client: ApolloClient, name: string): LiveMetricSource {
  const ofClient = sources.get(client) ?? new Map<string, LiveMetricSource>();
  sources.set(client, ofClient);
  const source = ofClient.get(name) ?? createSource(client, name);
  ofClient.set(name, source);
  return source;
}

function createSource(client: ApolloClient, name: string): LiveMetricSource {
  const minutes = createSignal<Values>(new Map());
  let listeners = 0;
  let leave = () => {};

  const follow = () => {
    const following = client
      .subscribe({ query: MetricUpdatedDocument, variables: { name } })
      .subscribe({
        next: ({ data }) => {
          const point = data?.metricUpdated;
          if (!point) return;
          const at = Date.parse(point.at);
          const kept = [...minutes.get()].filter(([other]) => other > at - KEPT_MS);
          minutes.set(new Map([...kept, [at, point.value]]));
        },
        error: () => undefined,
      });
    leave = () => following.unsubscribe();
  };
  return {
    get: minutes.get,
    subscribe: (listener) => {
      const stop = minutes.subscribe(listener);
      listeners += 1;
      if (listeners === 1) follow();
      return () => {
        stop();
        listeners -= 1;
        if (listeners === 0) leave();
      };
    },
  };
}
