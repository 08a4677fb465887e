import { Box, Group, Text } from '@mantine/core';
import { PersonAvatar } from '../../../components/PersonAvatar.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import type { UsersQuery } from '../../../generated/graphql.ts';
import { UserActions } from './UserActions.tsx';
import { UserStatusBadge } from './UserStatusBadge.tsx';

type User = UsersQuery['users']['edges'][number]['node'];

/** One user in the list. */
export function UserRow({ user }: { user: User }) {
  return (
    <Group
      component="li"
      px="md"
      py="sm"
      gap="md"
      wrap="nowrap"
      style={{ borderTop: '1px solid var(--gestas-line)' }}
      data-testid="user-row"
    >
      <PersonAvatar name={user.name} />
      <Box flex={1} miw={0}>
        <Text fw={600} lh={1.3}>
          {user.name}
        </Text>
        <Text size="sm" c="dimmed">
          {user.email}
        </Text>
        <Group gap={8} mt={4} hiddenFrom="sm">
          <UserStatusBadge status={user.status} />
          <Text size="sm" c="dimmed">
            {user.role?.name}
          </Text>
        </Group>
      </Box>
      <Text w={150} size="sm" visibleFrom="sm">
        {user.role?.name}
      </Text>
      <Box w={120} visibleFrom="md">
        <RelativeTime at={user.createdAt} />
      </Box>
      <Group w={108} visibleFrom="sm">
        <UserStatusBadge status={user.status} />
      </Group>
      <UserActions user={user} />
    </Group>
  );
}
