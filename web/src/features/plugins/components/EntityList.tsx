import { Box, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MapEdge } from '../hooks/lay-out-map.ts';

/** The lines of the map in words. */
export function EntityList({ edges }: { edges: readonly MapEdge[] }) {
  const { t } = useTranslation('plugins');
  return (
    <Box component="ul" my="xs" pl="md">
      {edges.map(({ plugin, entity, part }) => (
        <Text component="li" size="sm" key={`${plugin} ${entity}`}>
          {t(`map.${part}`, { plugin, entity })}
        </Text>
      ))}
    </Box>
  );
}
