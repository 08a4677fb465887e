import { z } from 'zod';

const post = z.object({ postId: z.uuid() });

/** Every event this plugin emits; the manifest's `emits` lists the same names. */
export const events = {
  'post:created': post.extend({ authorId: z.uuid() }),
  'post:updated': post.extend({ fields: z.array(z.enum(['title', 'body', 'slug'])) }),
  'post:published': post.extend({ publishedAt: z.iso.datetime() }),
  'post:deleted': post,
};

/** The event book as a type. */
export type CmsEvents = typeof events;
