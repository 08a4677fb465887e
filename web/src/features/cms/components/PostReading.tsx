import { Box, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '../../../components/PersonAvatar.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import type { PostQuery } from '../../../generated/graphql.ts';
import { toPlainText } from '../hooks/rich-text.ts';

/** A post for those who may not change it. */
export function PostReading({ post }: { post: NonNullable<PostQuery['post']> }) {
  const { t } = useTranslation('cms');
  const author = post.author?.name ?? '…';
  return (
    <Box component="article" className="surface" p="lg">
      <Group gap="sm" mb="md">
        <PersonAvatar name={author} />
        <Text size="sm">{t('feed.by', { author })}</Text>
        <RelativeTime at={post.publishedAt ?? post.updatedAt} />
      </Group>
      <Text style={{ whiteSpace: 'pre-line' }} maw={720} lh={1.7}>
        {toPlainText(post.body)}
      </Text>
    </Box>
  );
}
