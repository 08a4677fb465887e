import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UserStatus } from '../../../generated/graphql.ts';

const COLORS: Readonly<Record<UserStatus, string>> = {
  INVITED: 'orange',
  ACTIVE: 'teal',
  SUSPENDED: 'red',
};

/** A user's status in words, with a dot of its colour. */
export function UserStatusBadge({ status }: { status: UserStatus }) {
  const { t } = useTranslation('system');
  return (
    <Badge variant="dot" color={COLORS[status]} tt="none" fw={500} miw="fit-content">
      {t(`status.${status}`)}
    </Badge>
  );
}
