/** An audit row as the repository returns it; `seq` is its number in the tenant's chain. */
export type AuditEntryRecord = {
  readonly id: string;
  readonly seq: number;
  readonly at: Date;
  /** Null: the system itself, or somebody who was not signed in. */
  readonly actorId: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
  readonly requestId: string;
};
