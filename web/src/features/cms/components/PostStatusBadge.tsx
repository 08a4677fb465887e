import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PostStatus } from '../../../generated/graphql.ts';

const COLORS: Readonly<Record<PostStatus, string>> = {
  DRAFT: 'orange',
  SCHEDULED: 'violet',
  PUBLISHED: 'teal',
  ARCHIVED: 'gray',
};

/** A post's status in words, with a dot of its colour. */
export function PostStatusBadge({ status }: { status: PostStatus }) {
  const { t } = useTranslation('cms');
  return (
    <Badge variant="dot" color={COLORS[status]} size="md" tt="none" fw={500} miw="fit-content">
      {t(`status.${status}`)}
    </Badge>
  );
}
