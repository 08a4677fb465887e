import type { Connection } from '@gestas/sdk';
import type { PostRecord } from './models/post-record.ts';

/** What the resolvers of each type are handed as their parent. */
export type PostMapper = PostRecord;
export type PostConnectionMapper = Connection<PostRecord>;
export type UserMapper = { readonly id: string };
