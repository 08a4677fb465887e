import type { RichTextDocument } from './rich-text.ts';

export type PostStatus = 'DRAFT' | 'SCHEDULED' | 'PUBLISHED' | 'ARCHIVED';

/** A post as the repository returns it. */
export type PostRecord = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly body: RichTextDocument;
  readonly authorId: string;
  readonly status: PostStatus;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly publishedAt: Date | null;
};
