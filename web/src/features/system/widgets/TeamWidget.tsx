import { useQuery } from '@apollo/client/react';
import { Anchor, Box, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { PersonAvatar } from '../../../components/PersonAvatar.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { TeamDocument } from '../../../generated/graphql.ts';

/** The first people of the tenant and how many there are. */
export function TeamWidget() {
  const { t } = useTranslation('system');
  const { data, error, refetch } = useQuery(TeamDocument, {
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  });
  const users = data?.users;
  return (
    <Box component="section" className="surface" aria-labelledby="team" pb="xs">
      <Group justify="space-between" p="md" pb="xs">
        <Title order={2} size="h4" id="team">
          {t('team.title')}
        </Title>
        <Anchor component={Link} to="/users" size="sm">
          {users ? t('team.all', { count: users.totalCount }) : t('team.open')}
        </Anchor>
      </Group>
      {error && (
        <Box p="md">
          <ErrorPanel error={error} onRetry={() => void refetch()} />
        </Box>
      )}
      {!users && !error && <RowSkeletons rows={3} />}
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {users?.nodes.map(({ id, name, role }) => (
          <Group component="li" key={id} px="md" py={8} gap="sm" wrap="nowrap">
            <PersonAvatar name={name} size={32} />
            <Box miw={0}>
              <Text size="sm" fw={600} lh={1.3}>
                {name}
              </Text>
              <Text size="xs" c="dimmed">
                {role?.name}
              </Text>
            </Box>
          </Group>
        ))}
      </Box>
    </Box>
  );
}
