import { useApolloClient, useMutation } from '@apollo/client/react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { toFailure } from '../../../connection/failure.ts';
import {
  CreatePostDocument,
  DeletePostDocument,
  LivePostsDocument,
  PublishPostDocument,
  UpdatePostDocument,
} from '../../../generated/graphql.ts';
import { livePostsOf } from './live-posts-source.ts';

/** A post as the editor holds it: `body` has one line per paragraph, an empty slug is made from the title. */
export type PostDraft = { readonly title: string; readonly slug: string; readonly body: string };

type PostHandle = { readonly id: string; readonly title: string };

/** Creates, changes, publishes and deletes posts; what will surely happen is shown at once and taken back if refused. */
export function usePostCommands() {
  const client = useApolloClient();
  const { t } = useTranslation('cms');
  const tell = useOutcome();
  const refetchQueries = [LivePostsDocument];
  const [create] = useMutation(CreatePostDocument);
  const [update] = useMutation(UpdatePostDocument);
  const [publish] = useMutation(PublishPostDocument, { refetchQueries });
  const [remove] = useMutation(DeletePostDocument, { refetchQueries });

  return {
    createPost: async ({ slug, ...draft }: PostDraft) => {
      const input = { ...draft, ...(slug ? { slug } : {}) };
      const { data } = await create({ variables: { input } });
      notifications.show({ message: t('done.created') });
      return data?.createPost.post ?? null;
    },
    updatePost: async (id: string, { slug, ...draft }: PostDraft) => {
      const input = { id, ...draft, ...(slug ? { slug } : {}) };
      await update({ variables: { input } });
      notifications.show({ message: t('done.updated') });
    },
    publishPost: ({ id, title }: PostHandle) => {
      const now = new Date().toISOString();
      return tell(t('done.published', { title }), () =>
        publish({
          variables: { input: { id } },
          optimisticResponse: {
            __typename: 'Mutation',
            publishPost: {
              __typename: 'PublishPostPayload',
              post: {
                __typename: 'Post',
                id,
                status: 'PUBLISHED',
                publishedAt: now,
                updatedAt: now,
              },
            },
          },
        }),
      );
    },
    deletePost: ({ id, title }: PostHandle) =>
      tell(t('done.deleted', { title }), () =>
        remove({
          variables: { input: { id } },
          optimisticResponse: {
            __typename: 'Mutation',
            deletePost: { __typename: 'DeletePostPayload', id },
          },
          update: (cache) => {
            cache.evict({ id: cache.identify({ __typename: 'Post', id }) ?? '' });
          },
        }).then(() => livePostsOf(client).drop(id)),
      ),
  };
}

/** Runs a command and tells how it went; answers whether it went well. */
function useOutcome() {
  const { t } = useTranslation('components');
  return async (message: string, command: () => Promise<unknown>): Promise<boolean> => {
    try {
      await command();
      notifications.show({ message });
      return true;
    } catch (error) {
      const failure = toFailure(error);
      notifications.show({
        color: 'red',
        title: t('errors.title'),
        message: `${t([`errors.${failure.code}`, 'errors.other'])} ${failure.requestId ?? ''}`,
      });
      return false;
    }
  };
}
