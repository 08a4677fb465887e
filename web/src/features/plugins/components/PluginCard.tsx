import { Box, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PluginsQuery } from '../../../generated/graphql.ts';
import { PluginInstances } from './PluginInstances.tsx';
import { PluginQuarantineNote } from './PluginQuarantineNote.tsx';
import { PluginRefusalNote } from './PluginRefusalNote.tsx';
import { PluginStatusBadge } from './PluginStatusBadge.tsx';

type Plugin = PluginsQuery['plugins'][number];

/** One plugin: version, health, processes, what it lets roles do. */
export function PluginCard({ plugin }: { plugin: Plugin }) {
  const { t } = useTranslation('plugins');
  const { name, version, status, instances, permissions, lastRefusal, quarantine } = plugin;
  return (
    <Box
      component="li"
      className="surface"
      p="md"
      data-testid="plugin"
      data-name={name}
      data-status={status}
    >
      <Group justify="space-between" gap="sm" mb="xs">
        <div>
          <Title order={2} size="h4">
            {name}
          </Title>
          <Text size="sm" c="dimmed">
            {t('version', { version })}
          </Text>
        </div>
        <PluginStatusBadge status={status} />
      </Group>
      <Stack gap="sm">
        <Text size="sm">{t(`statusText.${status}`)}</Text>
        {quarantine && <PluginQuarantineNote quarantine={quarantine} />}
        {lastRefusal && <PluginRefusalNote refusal={lastRefusal} />}
        <div>
          <Text size="sm" fw={600} mb={2}>
            {t('instances', { count: instances.length })}
          </Text>
          <PluginInstances instances={instances} />
        </div>
        {permissions.length > 0 && (
          <details>
            <summary style={{ cursor: 'pointer', fontSize: 'var(--mantine-font-size-sm)' }}>
              {t('permissions', { count: permissions.length })}
            </summary>
            <Group gap={6} mt="xs">
              {permissions.map((permission) => (
                <Code key={permission}>{permission}</Code>
              ))}
            </Group>
          </details>
        )}
      </Stack>
    </Box>
  );
}
