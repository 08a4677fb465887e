import { Anchor, Box, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { PersonAvatar } from '../../../components/PersonAvatar.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import type { PostSummaryFragment } from '../../../generated/graphql.ts';
import { PostActions } from './PostActions.tsx';
import { PostStatusBadge } from './PostStatusBadge.tsx';

/** One post in the list. */
export function PostRow({ post }: { post: PostSummaryFragment }) {
  const author = post.author?.name ?? '…';
  return (
    <Group
      component="li"
      px="md"
      py="sm"
      gap="md"
      wrap="nowrap"
      style={{ borderTop: '1px solid var(--gestas-line)' }}
      data-testid="post-row"
    >
      <Box flex={1} miw={0}>
        <Anchor component={Link} to={`/posts/${post.id}`} fw={600} c="inherit">
          {post.title}
        </Anchor>
        <Text size="sm" c="dimmed" lineClamp={1}>
          {post.excerpt}
        </Text>
        <Group gap={8} mt={6} hiddenFrom="sm">
          <PostStatusBadge status={post.status} />
          <RelativeTime at={post.updatedAt} />
        </Group>
      </Box>
      <Group gap={8} wrap="nowrap" w={170} visibleFrom="md">
        <PersonAvatar name={author} size={28} />
        <Text size="sm" truncate>
          {author}
        </Text>
      </Group>
      <Box w={120} visibleFrom="sm">
        <RelativeTime at={post.updatedAt} />
      </Box>
      <Group w={120} visibleFrom="sm">
        <PostStatusBadge status={post.status} />
      </Group>
      <PostActions post={post} />
    </Group>
  );
}
