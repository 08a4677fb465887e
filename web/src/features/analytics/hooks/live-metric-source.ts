import { createSignal } from '../../../connection/create-signal.ts';
import {
  type EventSource,
  followWhileHeard,
  onePerClient,
} from '../../../connection/event-source.ts';
import { MetricUpdatedDocument } from '../../../generated/graphql.ts';
import type { Values } from './metric-series.ts';

/** More than a snapshot reads of minutes, so that none is forgotten before it is read. */
const KEPT_MS = 3 * 3_600_000;

/** The minutes of one metric that events told of, with their newest value; one subscription for all who look. */
export const liveMetricOf = onePerClient((client, name): EventSource<Values> => {
  const minutes = createSignal<Values>(new Map());
  const follow = () =>
    client.subscribe({ query: MetricUpdatedDocument, variables: { name } }).subscribe({
      next: ({ data }) => {
        const point = data?.metricUpdated;
        if (!point) return;
        const at = Date.parse(point.at);
        const kept = [...minutes.get()].filter(([other]) => other > at - KEPT_MS);
        minutes.set(new Map([...kept, [at, point.value]]));
      },
      error: () => undefined,
    });
  return followWhileHeard(minutes, follow);
});
