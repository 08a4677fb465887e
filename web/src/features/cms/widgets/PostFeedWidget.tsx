import { Anchor, Box, Group, Text, Title } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { PersonAvatar } from '../../../components/PersonAvatar.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import type { PostSummaryFragment } from '../../../generated/graphql.ts';
import { PostStatusBadge } from '../components/PostStatusBadge.tsx';
import { useLivePosts } from '../hooks/use-live-posts.ts';

/** The newest posts as they are created. */
export function PostFeedWidget() {
  const { t } = useTranslation('cms');
  const { posts, arrivedIds, error, reload } = useLivePosts();
  return (
    <Box component="section" className="surface" aria-labelledby="post-feed">
      <Group justify="space-between" p="md" pb="xs">
        <Title order={2} size="h4" id="post-feed">
          {t('feed.title')}
        </Title>
        <Anchor component={Link} to="/posts" size="sm">
          {t('feed.all')}
        </Anchor>
      </Group>
      {error && (
        <Box p="md">
          <ErrorPanel error={error} onRetry={reload} />
        </Box>
      )}
      {!posts && !error && <RowSkeletons />}
      {posts?.length === 0 && (
        <EmptyState icon={IconActivity} title={t('feed.empty')} text={t('feed.emptyText')} />
      )}
      <Box component="ul" m={0} p={0} pb="xs" data-testid="post-feed" style={{ listStyle: 'none' }}>
        {posts?.map((post) => (
          <FeedEntry key={post.id} post={post} isNew={arrivedIds.has(post.id)} />
        ))}
      </Box>
    </Box>
  );
}

function FeedEntry({ post, isNew }: { post: PostSummaryFragment; isNew: boolean }) {
  const { t } = useTranslation('cms');
  const author = post.author?.name ?? '…';
  return (
    <Group
      component="li"
      className={isNew ? 'arriving' : ''}
      px="md"
      py={10}
      gap="sm"
      wrap="nowrap"
    >
      <PersonAvatar name={author} />
      <Box flex={1} miw={0}>
        <Anchor component={Link} to={`/posts/${post.id}`} fw={600} c="inherit">
          {post.title}
        </Anchor>
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            {t('feed.by', { author })}
          </Text>
          <Text size="sm" c="dimmed" aria-hidden>
            ·
          </Text>
          <RelativeTime at={post.createdAt} />
        </Group>
        <Box mt={4} hiddenFrom="xs">
          <PostStatusBadge status={post.status} />
        </Box>
      </Box>
      <Group visibleFrom="xs">
        <PostStatusBadge status={post.status} />
      </Group>
    </Group>
  );
}
