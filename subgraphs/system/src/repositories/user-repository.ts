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

/** What of a user changes; what is left out stays. */
export type UserUpdate = {
  readonly name?: string;
  readonly status?: UserRecord['status'];
  readonly suspendedFrom?: UserRecord['suspendedFrom'];
  readonly roleIds?: readonly string[];
};

/** Writes users of the bound tenant. */
export interface UserRepository extends UserReader {
  /** The roles in order, the first one primary. CONFLICT when the e-mail is taken. */
  insert(draft: {
    readonly email: string;
    readonly name: string;
    readonly roleIds: readonly string[];
  }): Promise<UserRecord>;
  /** Changes a user that exists; other roles or another status also make access tokens handed out before old. */
  update(id: string, update: UserUpdate): Promise<UserRecord>;
  /** Waits until no other transaction changes rights in this tenant; held to the end of the transaction. */
  lockRights(): Promise<void>;
  /** Whether any active user may do everything (`*`). */
  hasAdministrator(): Promise<boolean>;
}
