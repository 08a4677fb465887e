import { useMutation, useQuery } from '@apollo/client/react';
import { Group, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PostViewsDocument, RecordViewDocument } from '../../../generated/graphql.ts';

/**
 * How often a post has been viewed; showing it counts one view. Asked apart from the post, which has to be shown when
 * views can't be told: then nothing is shown here. The figure is read only when counting failed, for an answer that was
 * read before would take the view back.
 */
export function PostViews({ id }: { id: string }) {
  const { t } = useTranslation('cms');
  const [record, { called, loading }] = useMutation(RecordViewDocument, { errorPolicy: 'all' });
  const recorded = useRef('');
  useEffect(() => {
    if (recorded.current === id) return;
    recorded.current = id;
    record({ variables: { input: { postId: id } } }).catch(() => undefined);
  }, [id, record]);
  const { data } = useQuery(PostViewsDocument, {
    variables: { id },
    skip: !called || loading,
    errorPolicy: 'all',
  });
  const views = data?.post?.views;
  if (views === undefined || views === null) return null;
  return (
    <Group gap={6} wrap="nowrap" c="dimmed" data-testid="post-views" data-views={views}>
      <IconEye size={18} stroke={1.6} aria-hidden />
      <Text size="sm">{t('views', { count: views })}</Text>
    </Group>
  );
}
