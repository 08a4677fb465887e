import type { PostRecord, PostStatus } from '../models/post-record.ts';
import type { RichTextDocument } from '../models/rich-text.ts';

/** A row of cms.posts, columns camel-cased. */
export type PostRow = Omit<PostRecord, 'status' | 'body'> & {
  readonly status: string;
  readonly body: unknown;
};

/** A scheduled post is published from its moment on, whether or not anybody wrote so. */
export function toPostRecord(row: PostRow, now = new Date()): PostRecord {
  const due = row.status === 'SCHEDULED' && row.publishedAt !== null && row.publishedAt <= now;
  const { id, slug, title, authorId, createdAt, updatedAt, publishedAt } = row;
  const status = (due ? 'PUBLISHED' : row.status) as PostStatus;
  const body = row.body as RichTextDocument; // was checked when it was written
  return { id, slug, title, body, authorId, createdAt, updatedAt, publishedAt, status };
}
