/** A session: one family of refresh tokens. */
export type SessionRecord = {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
};
