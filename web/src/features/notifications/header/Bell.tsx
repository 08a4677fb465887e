import { ActionIcon, Anchor, Box, Group, Indicator, Popover, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconBell } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { NotificationRow } from '../components/NotificationRow.tsx';
import { useLatest } from '../hooks/use-latest.ts';
import { useMarkRead } from '../hooks/use-mark-read.ts';

/** How many notifications are unread, and the newest of them on request; each that arrives is also told in passing. */
export function Bell() {
  const { t } = useTranslation('notifications');
  const { latest, unread = 0, received, error } = useLatest();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const markRead = useMarkRead();
  useToasts(received[0]);
  const label = t('bell', { count: unread });
  return (
    <Popover
      opened={isOpen}
      onChange={(open) => open || close()}
      position="bottom-end"
      width={340}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal={false}
    >
      <Popover.Target>
        <Indicator
          label={unread > 99 ? '99+' : unread}
          disabled={unread === 0}
          size={18}
          color="red.9"
          offset={4}
        >
          <ActionIcon
            size="lg"
            variant="default"
            aria-label={label}
            title={label}
            aria-expanded={isOpen}
            aria-haspopup="dialog"
            onClick={toggle}
            data-testid="bell"
            data-unread={unread}
          >
            <IconBell size={18} aria-hidden />
          </ActionIcon>
        </Indicator>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('title')} maw="calc(100vw - 16px)">
        <Group justify="space-between" px="md" py="sm">
          <Text fw={600}>{t('title')}</Text>
          <Anchor component={Link} to="/inbox" size="sm" onClick={close}>
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
      </Popover.Dropdown>
    </Popover>
  );
}

/** Tells of each notification as it arrives. The region that shows it is polite to screen readers. */
function useToasts(newest: { id: string; title: string; body: string } | undefined) {
  const told = useRef(newest?.id);
  useEffect(() => {
    if (!newest || told.current === newest.id) return;
    told.current = newest.id;
    notifications.show({ title: newest.title, message: newest.body });
  }, [newest]);
}
