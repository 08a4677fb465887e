import { Box, Group, Text, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionStatus } from '../../connection/resuming-socket.ts';
import { useConnectionStatus } from '../../hooks/connection-context.ts';
import classes from './ConnectionBadge.module.css';

/** Tells whether what is on screen is live. Word and shape differ too, not only the colour. */
export function ConnectionBadge() {
  const { t } = useTranslation('app');
  const status: ConnectionStatus = useConnectionStatus();
  return (
    <Tooltip label={t(`connection.hint.${status}`)} multiline maw={260}>
      <Group
        className={classes.badge}
        gap={8}
        wrap="nowrap"
        role="status"
        aria-label={t('connection.label')}
        data-testid="connection"
        data-status={status}
      >
        <Box className={classes.dot} aria-hidden />
        <Text size="sm" fw={500} span>
          {t(`connection.${status}`)}
        </Text>
      </Group>
    </Tooltip>
  );
}
