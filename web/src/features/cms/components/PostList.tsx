import { Box, Button } from '@mantine/core';
import { IconArrowUp, IconFileText, IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { LoadMore } from '../../../components/LoadMore.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { type PostSearch, usePosts } from '../hooks/use-posts.ts';
import { PostRow } from './PostRow.tsx';

type Props = PostSearch & { readonly create: ReactNode };

/** The posts that fit the search. */
export function PostList({ search, status, create }: Props) {
  const { t } = useTranslation('cms');
  const { posts, total, hasMore, isLoading, isLoadingMore, arrived, error, reload, loadMore } =
    usePosts({ search, status });
  const isNarrowed = search !== '' || status !== '';
  return (
    <>
      {error && (
        <Box p="md">
          <ErrorPanel error={error} onRetry={reload} />
        </Box>
      )}
      {arrived > 0 && (
        <Box px="md" pb="sm" role="status">
          <Button
            fullWidth
            variant="default"
            leftSection={<IconArrowUp size={16} aria-hidden />}
            onClick={reload}
          >
            {t('arrived', { count: arrived })}
          </Button>
        </Box>
      )}
      {isLoading && <RowSkeletons />}
      {posts?.length === 0 && !error && (
        <EmptyState
          icon={isNarrowed ? IconSearchOff : IconFileText}
          title={isNarrowed ? t('nothingFound') : t('empty')}
          text={isNarrowed ? t('nothingFoundText') : t('emptyText')}
          action={isNarrowed ? null : create}
        />
      )}
      {posts && posts.length > 0 && (
        <>
          <Box component="ul" m={0} p={0} aria-label={t('title')} style={{ listStyle: 'none' }}>
            {posts.map((post) => (
              <PostRow key={post.id} post={post} />
            ))}
          </Box>
          <LoadMore
            shown={posts.length}
            total={total}
            hasMore={hasMore}
            isLoading={isLoadingMore}
            onMore={loadMore}
          />
        </>
      )}
    </>
  );
}
