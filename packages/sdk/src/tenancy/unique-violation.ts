const PRISMA_UNIQUE_VIOLATION = 'P2002';

/** Whether a write failed because a unique index already holds the value: the index decides conflicts, not a look first. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === PRISMA_UNIQUE_VIOLATION;
}
