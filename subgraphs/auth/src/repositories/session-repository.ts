import type { SessionRecord } from '../models/session-record.ts';

/** A refresh token as stored: its hash, when it was used, and its session. */
export type StoredToken = {
  readonly id: string;
  readonly usedAt: Date | null;
  readonly session: SessionRecord;
};

/** A new session. */
export type SessionDraft = {
  readonly id: string;
  readonly userId: string;
  readonly device: string;
  readonly address: string;
  readonly expiresAt: Date;
};

/** Why a session ended before its time. */
export type EndReason = 'LOGOUT' | 'REUSED' | 'REVOKED';

/** Sessions and refresh tokens of the bound tenant. */
export interface SessionRepository {
  insert(draft: SessionDraft, tokenHash: string): Promise<void>;
  findToken(tokenHash: string): Promise<StoredToken | null>;
  /** Marks a token used and stores its successor; false when somebody else just did. */
  rotate(token: StoredToken, successorHash: string, now: Date): Promise<boolean>;
  /** Ends a session; null when it is not there or has ended already. */
  end(sessionId: string, reason: EndReason, now: Date): Promise<SessionRecord | null>;
  /** Ends every open session of a user; answers those that it ended. */
  endAll(userId: string, reason: EndReason, now: Date): Promise<readonly SessionRecord[]>;
}
