import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PluginStatus } from '../../../generated/graphql.ts';

const COLORS: Readonly<Record<PluginStatus, string>> = {
  READY: 'teal',
  DEGRADED: 'orange',
  UNAVAILABLE: 'red',
  REFUSED: 'red',
  QUARANTINED: 'grape',
};

/** How a plugin is doing in words, with a dot of its colour. */
export function PluginStatusBadge({ status }: { status: PluginStatus }) {
  const { t } = useTranslation('plugins');
  return (
    <Badge variant="dot" color={COLORS[status]} size="lg" tt="none" fw={500} miw="fit-content">
      {t(`status.${status}`)}
    </Badge>
  );
}
