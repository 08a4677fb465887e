import { randomUUID } from 'node:crypto';
import { startTestPlugin, type TestPlugin } from '@gestas/sdk/testing';
import { definition } from '../../src/definition.ts';

/** Creates a post and asks for all that a post's author sees of it. */
export const CREATE_POST = `mutation ($input: CreatePostInput!) {
  createPost(input: $input) { post { id title slug body excerpt status createdAt updatedAt publishedAt author { id } } }
}`;

/** Lists posts, with everything a connection says. */
export const LIST_POSTS = `query ($first: Int, $after: String, $filter: PostFilter) {
  posts(first: $first, after: $after, filter: $filter) {
    totalCount nodes { id title } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

/** Somebody in a tenant of their own. */
export type Writer = {
  readonly tenantId: string;
  readonly userId: string;
  readonly permissions: readonly string[];
};

/** The cms plugin, people who write, and posts of theirs. */
export type CmsWorld = TestPlugin & {
  /** Somebody in a fresh tenant, who may do everything with posts unless told otherwise. */
  newViewer(permissions?: readonly string[]): Promise<Writer>;
  /** A draft of the viewer, for tests about what comes after its creation. */
  createPost(
    viewer: Writer,
    title: string,
    body?: string,
  ): Promise<{ readonly id: string; readonly slug: string }>;
};

/** Starts the plugin. */
export async function startCmsWorld(): Promise<CmsWorld> {
  const plugin = await startTestPlugin(definition);
  return {
    ...plugin,
    async newViewer(permissions = ['cms:*']) {
      const { id: tenantId } = await plugin.database.createTenant();
      return { tenantId, userId: randomUUID(), permissions };
    },
    async createPost(viewer, title, body = 'Text.') {
      const { data } = await plugin.execute(viewer, CREATE_POST, { input: { title, body } });
      return data.createPost.post;
    },
  };
}
