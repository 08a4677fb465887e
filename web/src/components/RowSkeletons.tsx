import { Box, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Stands in for the rows of a list while they load. */
export function RowSkeletons({ rows = 5 }: { rows?: number }) {
  const { t } = useTranslation('components');
  return (
    <Box p="md">
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      <Stack gap="lg" aria-hidden>
        {Array.from({ length: rows }, (_, row) => row).map((row) => (
          <Stack key={row} gap={8}>
            <Skeleton height={14} width={`${70 - ((row * 13) % 35)}%`} />
            <Skeleton height={10} width={`${45 - ((row * 7) % 20)}%`} />
          </Stack>
        ))}
      </Stack>
    </Box>
  );
}
