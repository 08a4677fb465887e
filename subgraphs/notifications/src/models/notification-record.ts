/** What the texts are made of, as it was when it happened; null: not known, or gone since. */
export type Facts = {
  /** The name of who did it. */
  readonly actor: string | null;
  /** The title or name of what it was done to. */
  readonly subject: string | null;
  /** How it ended, such as `NEEDS_REVIEW`. */
  readonly status: string | null;
};

/** Something that happened, told to one person. */
export type NotificationRecord = {
  readonly id: string;
  readonly recipientId: string;
  /** The event's name, by which its texts are found. */
  readonly event: string;
  readonly facts: Facts;
  readonly createdAt: Date;
  readonly readAt: Date | null;
};
