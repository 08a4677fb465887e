import { Alert, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import type { PluginsQuery } from '../../../generated/graphql.ts';

type Refusal = NonNullable<PluginsQuery['plugins'][number]['lastRefusal']>;

/** Why a plugin's last refused registration was refused, and which parts of its schema it is about. */
export function PluginRefusalNote({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation('plugins');
  return (
    <Alert
      color="orange"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('refusal')}
    >
      <Stack gap={6}>
        <Group gap="xs">
          <Code>{refusal.code}</Code>
          <RelativeTime at={refusal.at} />
        </Group>
        <Text size="sm">{refusal.message}</Text>
        {refusal.coordinates.length > 0 && (
          <Group gap={6}>
            {refusal.coordinates.map((coordinate) => (
              <Code key={coordinate}>{coordinate}</Code>
            ))}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
