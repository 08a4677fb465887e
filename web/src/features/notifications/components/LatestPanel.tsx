import { Anchor, Box, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { useLatest } from '../hooks/use-latest.ts';
import { useMarkRead } from '../hooks/use-mark-read.ts';
import { NotificationRow } from './NotificationRow.tsx';

/** What the bell opens: the newest notifications and the way to all of them. Loaded at the first opening. */
export function LatestPanel({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('notifications');
  const { latest, error } = useLatest();
  const markRead = useMarkRead();
  return (
    <>
      <Group justify="space-between" px="md" py="sm">
        <Text fw={600}>{t('title')}</Text>
        <Anchor component={Link} to="/inbox" size="sm" onClick={onLeave}>
          {t('all')}
        </Anchor>
      </Group>
      {error && (
        <Box px="md" pb="md">
          <ErrorPanel error={error} />
        </Box>
      )}
      {latest?.length === 0 && (
        <Text size="sm" c="dimmed" px="md" pb="md">
          {t('emptyText')}
        </Text>
      )}
      <Box
        component="ul"
        m={0}
        p={0}
        mah="60vh"
        style={{ listStyle: 'none', overflowY: 'auto' }}
        data-testid="latest-notifications"
      >
        {latest?.map((one) => (
          <NotificationRow key={one.id} notification={one} onOpen={() => void markRead(one)} />
        ))}
      </Box>
    </>
  );
}
