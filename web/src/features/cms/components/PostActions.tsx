import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconTrash, IconWorldUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx';
import type { PostSummaryFragment } from '../../../generated/graphql.ts';
import { usePermissions } from '../../../hooks/connection-context.ts';
import { usePostCommands } from '../hooks/use-post-commands.ts';

/** What the viewer may do with a post; nothing is shown when that is nothing. */
export function PostActions({ post }: { post: PostSummaryFragment }) {
  const { t } = useTranslation('cms');
  const isAllowed = usePermissions();
  const { publishPost, deletePost } = usePostCommands();
  const navigate = useNavigate();
  const [isAsking, { open, close }] = useDisclosure(false);
  const canEdit = isAllowed('cms:post:update');
  const canPublish = isAllowed('cms:post:publish') && post.status !== 'PUBLISHED';
  const canDelete = isAllowed('cms:post:delete');
  if (!canEdit && !canPublish && !canDelete) return null;
  const remove = async () => {
    const isGone = await deletePost(post);
    if (isGone) await navigate('/posts');
  };
  return (
    <>
      <Menu
        withinPortal={false}
        withInitialFocusPlaceholder={false}
        position="bottom-end"
        shadow="md"
        width={200}
      >
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={t('actions', { title: post.title })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {canEdit && (
            <Menu.Item
              component={Link}
              to={`/posts/${post.id}`}
              leftSection={<IconPencil size={16} aria-hidden />}
            >
              {t('edit')}
            </Menu.Item>
          )}
          {canPublish && (
            <Menu.Item
              leftSection={<IconWorldUpload size={16} aria-hidden />}
              onClick={() => void publishPost(post)}
            >
              {t('publish')}
            </Menu.Item>
          )}
          {canDelete && (
            <Menu.Item
              c="var(--mantine-color-error)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={open}
            >
              {t('delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('confirm.title')}
        text={t('confirm.text', { title: post.title })}
        word={t('confirm.word')}
        action={t('delete')}
        onConfirm={() => void remove()}
        onClose={close}
      />
    </>
  );
}
