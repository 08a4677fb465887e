import type { Page } from '@gestas/sdk';
import type { UserRecord } from '../models/user-record.ts';

/** The sort key of the user list: name, then id. */
export type UserKey = { readonly name: string; readonly id: string };

/** Reads users of the bound tenant. */
export interface UserReader {
  /** Batched within a request. */
  findById(id: string): Promise<UserRecord | null>;
  /** Up to `first + 1` users by name; `search` matches anywhere in name or e-mail, regardless of case. */
  list(page: Page<UserKey>, search: string | null): Promise<readonly UserRecord[]>;
  count(search: string | null): Promise<number>;
}

/** Writes users of the bound tenant. */
export interface UserRepository extends UserReader {
  /** The roles in order, the first one primary. CONFLICT when the e-mail is taken. */
  insert(draft: {
    readonly email: string;
    readonly name: string;
    readonly roleIds: readonly string[];
  }): Promise<UserRecord>;
}
