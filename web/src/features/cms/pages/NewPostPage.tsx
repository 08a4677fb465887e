import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PageHeader } from '../../../components/PageHeader.tsx';
import { PostEditor } from '../components/PostEditor.tsx';
import { usePostCommands } from '../hooks/use-post-commands.ts';

const EMPTY = { title: '', slug: '', body: '' };

/** Writes a new post; it begins as a draft. */
export function NewPostPage() {
  const { t } = useTranslation('cms');
  const navigate = useNavigate();
  const { createPost } = usePostCommands();
  return (
    <>
      <PageHeader title={t('new.title')} text={t('new.text')} />
      <PostEditor
        initial={EMPTY}
        submitLabel={t('new.submit')}
        onSave={async (draft) => {
          const post = await createPost(draft);
          if (post) await navigate(`/posts/${post.id}`, { replace: true });
        }}
      />
    </>
  );
}
