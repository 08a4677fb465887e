import { Box, Button, Group, NativeSelect, SegmentedControl, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { useNow } from '../../../hooks/use-now.ts';
import { SeriesChart } from '../components/SeriesChart.tsx';
import { SeriesTable } from '../components/SeriesTable.tsx';
import { type Bucket, seriesUpTo } from '../hooks/metric-series.ts';
import { useMetric } from '../hooks/use-metric.ts';

const METRICS = [
  'posts.created',
  'posts.published',
  'posts.updated',
  'posts.viewed',
  'users.created',
] as const;
const RANGES: Readonly<Record<Bucket, number>> = { MINUTE: 60, HOUR: 24, DAY: 30 };

/** One metric over the last hour, day or month, as bars or as a table; moves with each event. */
export function ActivityChartWidget() {
  const { t } = useTranslation('analytics');
  const [name, setName] = useState<string>('posts.created');
  const [bucket, setBucket] = useState<Bucket>('HOUR');
  const [isTable, { toggle }] = useDisclosure(false);
  return (
    <Box component="section" className="surface" aria-labelledby="activity-chart" p="md">
      <Group justify="space-between" mb="md" gap="sm">
        <Title order={2} size="h4" id="activity-chart">
          {t('chart.title')}
        </Title>
        <Group gap="sm">
          <NativeSelect
            aria-label={t('chart.metric')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data={METRICS.map((value) => ({ value, label: t(`metric.${value}`) }))}
          />
          <SegmentedControl
            aria-label={t('chart.range')}
            value={bucket}
            onChange={(value) => setBucket(value as Bucket)}
            data={Object.keys(RANGES).map((value) => ({ value, label: t(`range.${value}`) }))}
          />
          <Button
            variant="default"
            onClick={toggle}
            leftSection={
              isTable ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />
            }
          >
            {isTable ? t('chart.asChart') : t('chart.asTable')}
          </Button>
        </Group>
      </Group>
      <Series key={name} name={name} bucket={bucket} isTable={isTable} />
    </Box>
  );
}

type SeriesProps = {
  readonly name: string;
  readonly bucket: Bucket;
  readonly isTable: boolean;
};

function Series({ name, bucket, isTable }: SeriesProps) {
  const { t } = useTranslation('analytics');
  const { values, error, reload } = useMetric(name);
  const now = useNow(60_000);
  if (error && !values) return <ErrorPanel error={error} onRetry={reload} />;
  if (!values) return <RowSkeletons rows={3} />;
  const points = seriesUpTo(values[bucket], bucket, now, RANGES[bucket]);
  const title = `${t(`metric.${name}`)}, ${t(`rangeLong.${bucket}`)}`;
  const View = isTable ? SeriesTable : SeriesChart;
  return <View title={title} points={points} bucket={bucket} />;
}
