import { SimpleGrid } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { PluginCard } from '../components/PluginCard.tsx';
import { SupergraphMap } from '../components/SupergraphMap.tsx';
import { usePlugins } from '../hooks/use-plugins.ts';

/** The plugins of the platform and their health. */
export function PluginsPage() {
  const { t } = useTranslation('plugins');
  const { plugins, error, reload } = usePlugins();
  return (
    <>
      <PageHeader title={t('title')} text={t('subtitle')} />
      {error && <ErrorPanel error={error} onRetry={reload} />}
      {!plugins && !error && <RowSkeletons />}
      {plugins?.length === 0 && (
        <EmptyState icon={IconPlugConnectedX} title={t('empty')} text={t('emptyText')} />
      )}
      {plugins && <SupergraphMap plugins={plugins} />}
      <SimpleGrid
        component="ul"
        cols={{ base: 1, md: 2 }}
        m={0}
        p={0}
        style={{ listStyle: 'none', alignItems: 'start' }}
      >
        {plugins?.map((plugin) => (
          <PluginCard key={plugin.name} plugin={plugin} />
        ))}
      </SimpleGrid>
    </>
  );
}
