import { SimpleGrid } from '@mantine/core';
import { IconFiles, IconPencil, IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { StatCard } from '../../../components/StatCard.tsx';
import { useLivePosts } from '../hooks/use-live-posts.ts';

/** How many posts there are; moves with each event. */
export function PostCounterWidget() {
  const { t } = useTranslation('cms');
  const { counts, error, reload } = useLivePosts();
  if (error && !counts) return <ErrorPanel error={error} onRetry={reload} />;
  return (
    <SimpleGrid component="section" cols={{ base: 1, xs: 3 }} aria-label={t('counter.title')}>
      <StatCard
        label={t('counter.all')}
        value={counts?.all}
        icon={IconFiles}
        color="indigo"
        testId="post-count"
      />
      <StatCard
        label={t('counter.published')}
        value={counts?.published}
        icon={IconWorld}
        color="teal"
        testId="published-count"
      />
      <StatCard
        label={t('counter.drafts')}
        value={counts?.drafts}
        icon={IconPencil}
        color="orange"
        testId="draft-count"
      />
    </SimpleGrid>
  );
}
