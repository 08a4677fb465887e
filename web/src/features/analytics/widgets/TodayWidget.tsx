import { SimpleGrid } from '@mantine/core';
import { type Icon, IconEye, IconFilePlus, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { StatCard } from '../../../components/StatCard.tsx';
import { useNow } from '../../../hooks/use-now.ts';
import { sumBetween } from '../hooks/metric-series.ts';
import { useMetric } from '../hooks/use-metric.ts';

/** What has happened since midnight here, beside the whole day before; moves with each event. */
export function TodayWidget() {
  const { t } = useTranslation('analytics');
  return (
    <SimpleGrid component="section" cols={{ base: 1, xs: 3 }} aria-label={t('today.title')}>
      <TodayCard name="posts.created" icon={IconFilePlus} color="indigo" />
      <TodayCard name="posts.viewed" icon={IconEye} color="grape" />
      <TodayCard name="users.created" icon={IconUserPlus} color="teal" />
    </SimpleGrid>
  );
}

type CardProps = { readonly name: string; readonly icon: Icon; readonly color: string };

function TodayCard({ name, icon, color }: CardProps) {
  const { t, i18n } = useTranslation('analytics');
  const { values, error, reload } = useMetric(name);
  const now = useNow(60_000);
  if (error && !values) return <ErrorPanel error={error} onRetry={reload} />;
  const [midnight, before] = [midnightOf(now, 0), midnightOf(now, 1)];
  const yesterday = values && sumBetween(values.HOUR, before, midnight);
  return (
    <StatCard
      label={t(`today.${name}`)}
      value={values && sumBetween(values.HOUR, midnight, Number.POSITIVE_INFINITY)}
      note={
        yesterday === undefined
          ? undefined
          : t('today.yesterday', { value: yesterday.toLocaleString(i18n.language) })
      }
      icon={icon}
      color={color}
      testId={`today-${name}`}
    />
  );
}

/** The last midnight of this place, or one `daysBefore`, in milliseconds since the epoch. */
function midnightOf(now: number, daysBefore: number): number {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - daysBefore);
  return day.getTime();
}
