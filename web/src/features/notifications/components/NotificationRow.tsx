import { Box, Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import type { NotificationFieldsFragment } from '../../../generated/graphql.ts';

type Props = {
  readonly notification: NotificationFieldsFragment;
  /** Called when it is opened, which is when it counts as read. */
  readonly onOpen: () => void;
};

/** One notification; opening it shows the whole text. Unread ones have a mark and a word, not only a weight. */
export function NotificationRow({ notification, onOpen }: Props) {
  const { t } = useTranslation('notifications');
  const { title, body, createdAt, readAt } = notification;
  const [isOpen, { toggle }] = useDisclosure(false);
  const isUnread = readAt === null;
  const open = () => {
    toggle();
    onOpen();
  };
  return (
    <Box
      component="li"
      style={{ borderTop: '1px solid var(--gestas-line)' }}
      data-testid="notification"
      data-unread={isUnread}
    >
      <UnstyledButton w="100%" px="md" py="sm" onClick={open} aria-expanded={isOpen}>
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <Box
            mt={7}
            w={9}
            h={9}
            flex="none"
            bg={isUnread ? 'var(--mantine-primary-color-filled)' : 'transparent'}
            style={{ borderRadius: '50%' }}
            aria-hidden
          />
          <Box flex={1} miw={0}>
            {isUnread && <VisuallyHidden>{t('unread')} </VisuallyHidden>}
            <Text size="sm" fw={isUnread ? 650 : 400}>
              {title}
            </Text>
            <Text size="sm" c="dimmed" {...(isOpen ? {} : { lineClamp: 2 })}>
              {body}
            </Text>
            <RelativeTime at={createdAt} />
          </Box>
        </Group>
      </UnstyledButton>
    </Box>
  );
}
