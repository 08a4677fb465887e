import type { Page } from '@gestas/sdk';
import type { PostRecord, PostStatus } from '../models/post-record.ts';
import type { RichTextDocument } from '../models/rich-text.ts';

/** The sort key of post lists: creation time, then id, both descending. */
export type PostKey = { readonly createdAt: Date; readonly id: string };

/** Which posts a list wants; absent means any. */
export type PostFilter = {
  readonly status?: PostStatus | undefined;
  readonly authorId?: string | undefined;
  readonly search?: string | undefined;
};

/** Reads posts of the bound tenant. */
export interface PostReader {
  /** Batched within a request. */
  findById(id: string): Promise<PostRecord | null>;
  findBySlug(slug: string): Promise<PostRecord | null>;
  /** Up to `first + 1` posts, newest first. */
  list(page: Page<PostKey>, filter: PostFilter): Promise<readonly PostRecord[]>;
  count(filter: PostFilter): Promise<number>;
}

/** A new post. */
export type PostDraft = {
  readonly slug: string;
  readonly title: string;
  readonly body: RichTextDocument;
  readonly authorId: string;
};

/** Changes of a post; absent stays. */
export type PostChange = Partial<
  Pick<PostRecord, 'slug' | 'title' | 'body' | 'status' | 'publishedAt'>
>;

/** Writes posts of the bound tenant. */
export interface PostRepository extends PostReader {
  /** CONFLICT when the slug is taken. */
  insert(draft: PostDraft): Promise<PostRecord>;
  /** Null when there is no such post; CONFLICT when the slug is taken. */
  update(id: string, change: PostChange): Promise<PostRecord | null>;
  /** False when there is no such post. */
  delete(id: string): Promise<boolean>;
}
