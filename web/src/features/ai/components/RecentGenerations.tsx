import { useQuery } from '@apollo/client/react';
import { Anchor, Box, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { GenerationsDocument } from '../../../generated/graphql.ts';
import { GenerationStatusBadge } from './GenerationStatusBadge.tsx';

/** The organisation's newest generations. */
export function RecentGenerations() {
  const { t } = useTranslation('ai');
  const { data, error, refetch } = useQuery(GenerationsDocument, {
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  });
  const recent = data?.generations?.nodes;
  return (
    <Box component="section" className="surface" aria-labelledby="recent" pb="xs">
      <Title order={2} size="h4" id="recent" p="md" pb="xs">
        {t('recent.title')}
      </Title>
      {error && (
        <Box p="md">
          <ErrorPanel error={error} onRetry={() => void refetch()} />
        </Box>
      )}
      {!recent && !error && <RowSkeletons rows={3} />}
      {recent?.length === 0 && (
        <Text size="sm" c="dimmed" px="md" pb="md">
          {t('recent.empty')}
        </Text>
      )}
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {recent?.map(({ id, prompt, status, createdAt }) => (
          <Group component="li" key={id} px="md" py={8} gap="sm" wrap="nowrap">
            <Box flex={1} miw={0}>
              <Anchor component={Link} to={`/ai?run=${id}`} size="sm" fw={600} c="inherit">
                <Text span inherit lineClamp={2}>
                  {prompt}
                </Text>
              </Anchor>
              <RelativeTime at={createdAt} />
            </Box>
            <GenerationStatusBadge status={status} />
          </Group>
        ))}
      </Box>
    </Box>
  );
}
