import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { GenerationStatus } from '../../../generated/graphql.ts';

const COLORS: Readonly<Record<GenerationStatus, string>> = {
  RUNNING: 'blue',
  NEEDS_REVIEW: 'orange',
  ACCEPTED: 'teal',
  MOUNTED: 'teal',
  REJECTED: 'gray',
  FAILED: 'red',
  CANCELLED: 'gray',
};

/** Where a generation stands in words, with a dot of its colour. */
export function GenerationStatusBadge({ status }: { status: GenerationStatus }) {
  const { t } = useTranslation('ai');
  return (
    <Badge variant="dot" color={COLORS[status]} size="lg" tt="none" fw={500} miw="fit-content">
      {t(`status.${status}`)}
    </Badge>
  );
}
