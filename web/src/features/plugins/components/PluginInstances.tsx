import { Box, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import type { PluginsQuery } from '../../../generated/graphql.ts';

type Instance = PluginsQuery['plugins'][number]['instances'][number];

/** The running processes of a plugin, with the last sign of life of each. */
export function PluginInstances({ instances }: { instances: readonly Instance[] }) {
  const { t } = useTranslation('plugins');
  if (instances.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('noInstance')}
      </Text>
    );
  }
  return (
    <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {instances.map(({ id, url, lastHeartbeatAt }) => (
        <Group component="li" key={id} justify="space-between" gap="xs" py={3}>
          <Text size="sm" ff="monospace" style={{ wordBreak: 'break-all' }}>
            {url}
          </Text>
          <Group gap={6}>
            <Text size="sm" c="dimmed">
              {t('heartbeat')}
            </Text>
            <RelativeTime at={lastHeartbeatAt} />
          </Group>
        </Group>
      ))}
    </Box>
  );
}
