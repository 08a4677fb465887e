import { useQuery } from '@apollo/client/react';
import { Box, Skeleton, Text } from '@mantine/core';
import { ViewerTenantDocument } from '../../generated/graphql.ts';

/** The customer whose data is on screen. */
export function TenantName() {
  const { data } = useQuery(ViewerTenantDocument, { errorPolicy: 'all' });
  return (
    <Box px="sm" py={6}>
      {data?.tenant ? (
        <>
          <Text fw={600} lh={1.3}>
            {data.tenant.name}
          </Text>
          <Text size="xs" c="dimmed">
            {data.tenant.slug}
          </Text>
        </>
      ) : (
        <Skeleton height={34} aria-hidden />
      )}
    </Box>
  );
}
