import { Id } from '@gestas/sdk';
import { z } from 'zod';
import { RichText } from './rich-text.ts';

const title = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must be 200 characters or less');
const slug = z
  .string()
  .max(100, 'must be 100 characters or less')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** What `createPost` accepts. */
export const CreatePost = z.object({ title, body: RichText, slug: slug.nullish() });

/** What `updatePost` accepts: what is left out, or null, stays. */
export const UpdatePost = z
  .object({ id: Id, title: title.nullish(), body: RichText.nullish(), slug: slug.nullish() })
  .refine(({ title: t, body, slug: s }) => t != null || body != null || s != null, {
    message: 'must change something',
    path: ['input'],
  });

/** What `publishPost` accepts. */
export const PublishPost = z.object({ id: Id, at: z.date().nullish() });

/** What `deletePost` accepts. */
export const DeletePost = z.object({ id: Id });
