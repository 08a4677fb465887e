import { useQuery } from '@apollo/client/react';
import { Box, Button, Group } from '@mantine/core';
import { IconFileOff, IconWorldUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { RowSkeletons } from '../../../components/RowSkeletons.tsx';
import { PostDocument, type PostQuery } from '../../../generated/graphql.ts';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { PostActions } from '../components/PostActions.tsx';
import { PostEditor } from '../components/PostEditor.tsx';
import { PostReading } from '../components/PostReading.tsx';
import { PostStatusBadge } from '../components/PostStatusBadge.tsx';
import { PostViews } from '../components/PostViews.tsx';
import { isPlain, toPlainText } from '../hooks/rich-text.ts';
import { usePostCommands } from '../hooks/use-post-commands.ts';

type Post = NonNullable<PostQuery['post']>;

/** One post: to edit for those who may, to read for everybody else. */
export function PostPage() {
  const { t } = useTranslation('cms');
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(PostDocument, {
    variables: { id },
    errorPolicy: 'all',
    fetchPolicy: 'cache-and-network',
  });
  if (data?.post) return <ShownPost key={data.post.id} post={data.post} />;
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons />;
  return (
    <EmptyState
      icon={IconFileOff}
      title={t('missing')}
      text={t('missingText')}
      action={
        <Button component={Link} to="/posts" variant="default" mt="sm">
          {t('editor.back')}
        </Button>
      }
    />
  );
}

function ShownPost({ post }: { post: Post }) {
  const { t } = useTranslation('cms');
  const isAllowed = usePermissions();
  const { updatePost, publishPost } = usePostCommands();
  const canPublish = isAllowed('cms:post:publish') && post.status !== 'PUBLISHED';
  const actions = (
    <Group gap="sm">
      <PostViews id={post.id} />
      <PostStatusBadge status={post.status} />
      {canPublish && (
        <Button
          leftSection={<IconWorldUpload size={16} aria-hidden />}
          onClick={() => void publishPost(post)}
        >
          {t('publish')}
        </Button>
      )}
      <PostActions post={post} />
    </Group>
  );
  return (
    <Box>
      <PageHeader title={post.title} actions={actions} />
      {isAllowed('cms:post:update') ? (
        <PostEditor
          initial={{ title: post.title, slug: post.slug, body: toPlainText(post.body) }}
          submitLabel={t('save')}
          losesFormat={!isPlain(post.body)}
          onSave={(draft) => updatePost(post.id, draft)}
        />
      ) : (
        <PostReading post={post} />
      )}
    </Box>
  );
}
