import { useApolloClient, useQuery } from '@apollo/client/react';
import { useMemo, useSyncExternalStore } from 'react';
import { MetricSnapshotDocument } from '../../../generated/graphql.ts';
import { useNow } from '../../../hooks/use-now.ts';
import { liveMetricOf } from './live-metric-source.ts';
import { BUCKET_MS, mergeLiveMinutes, snapshotStarts } from './metric-series.ts';

/** A metric's minutes, hours and days: read once an hour, moved by `metricUpdated`. Undefined while they load. */
export function useMetric(name: string) {
  const client = useApolloClient();
  const source = liveMetricOf(client, name);
  const live = useSyncExternalStore(source.subscribe, source.get);
  const hour = useNow(BUCKET_MS.HOUR);
  const { data, previousData, error, refetch } = useQuery(MetricSnapshotDocument, {
    variables: { name, ...snapshotStarts(hour) },
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  });
  const read = data ?? previousData;
  const values = useMemo(() => {
    if (!read?.minutes || !read.hours || !read.days) return undefined;
    const { minutes, hours, days } = read;
    return mergeLiveMinutes(
      { minutes: minutes.points, hours: hours.points, days: days.points },
      live,
    );
  }, [read, live]);
  return { values, error, reload: () => void refetch() };
}
