import { Alert, Stack, Text } from '@mantine/core';
import { IconBarrierBlock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import type { PluginsQuery } from '../../../generated/graphql.ts';

type Quarantine = NonNullable<PluginsQuery['plugins'][number]['quarantine']>;

/** Since when a plugin is set aside, and why. */
export function PluginQuarantineNote({ quarantine }: { quarantine: Quarantine }) {
  const { t } = useTranslation('plugins');
  return (
    <Alert
      color="grape"
      variant="outline"
      icon={<IconBarrierBlock aria-hidden />}
      title={t('quarantine')}
      data-testid="quarantine"
    >
      <Stack gap={6}>
        <RelativeTime at={quarantine.at} />
        <Text size="sm" style={{ wordBreak: 'break-word' }}>
          {quarantine.reason}
        </Text>
      </Stack>
    </Alert>
  );
}
