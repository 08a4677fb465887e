import { Box, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chartTop } from '../hooks/chart-scale.ts';
import { formatBucket } from '../hooks/format-bucket.ts';
import type { Bucket, SeriesPoint } from '../hooks/metric-series.ts';
import classes from './SeriesChart.module.css';

type Props = {
  readonly title: string;
  readonly points: readonly SeriesPoint[];
  readonly bucket: Bucket;
};

/** A series as bars. To assistive technology it is a picture with its sum and peak; the table tells every value. */
export function SeriesChart({ title, points, bucket }: Props) {
  const { t, i18n } = useTranslation('analytics');
  const [looked, setLooked] = useState<number | null>(null);
  const top = chartTop(Math.max(...points.map(({ value }) => value)));
  const total = points.reduce((sum, { value }) => sum + value, 0);
  const tell = (value: number) => value.toLocaleString(i18n.language);
  const peak = points.reduce((best, point) => (point.value > best.value ? point : best));
  const when = (at: number) => formatBucket(at, bucket, i18n.language);
  const shown = looked === null ? undefined : points[looked];
  const look = (event: React.PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / width) * points.length);
    setLooked(Math.min(Math.max(place, 0), points.length - 1));
  };
  const summary = t('chart.summary', {
    title,
    total: tell(total),
    peak: tell(peak.value),
    at: when(peak.at),
  });
  return (
    <>
      <Box
        role="img"
        aria-label={summary}
        className={classes.chart}
        data-testid="series-chart"
        data-total={total}
      >
        <div className={classes.scale} aria-hidden>
          {[top, top / 2, 0].map((tick) => (
            <span key={tick}>{tell(tick)}</span>
          ))}
        </div>
        <div className={classes.plot} onPointerMove={look} onPointerLeave={() => setLooked(null)}>
          <svg viewBox={`0 0 ${points.length} 100`} preserveAspectRatio="none" aria-hidden="true">
            {points.map(({ at, value }, place) => (
              <rect
                key={at}
                className={place === looked ? classes.looked : classes.bar}
                x={place + 0.12}
                width={0.76}
                y={100 - (value / top) * 100}
                height={(value / top) * 100}
              />
            ))}
          </svg>
          {shown && (
            <div
              className={classes.tip}
              style={{ left: `${(((looked ?? 0) + 0.5) / points.length) * 100}%` }}
              data-side={(looked ?? 0) > points.length / 2 ? 'left' : 'right'}
            >
              {when(shown.at)} · <strong>{tell(shown.value)}</strong>
            </div>
          )}
        </div>
        <div className={classes.times} aria-hidden>
          {[0, 0.25, 0.5, 0.75, 1].map((share) => {
            const at = points[Math.round(share * (points.length - 1))]?.at ?? 0;
            return <span key={share}>{when(at)}</span>;
          })}
        </div>
      </Box>
      <Text size="sm" c="dimmed" mt="xs">
        {t('chart.total', { total: tell(total) })}
      </Text>
    </>
  );
}
