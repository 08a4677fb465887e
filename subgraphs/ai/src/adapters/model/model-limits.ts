/** How long a model may take and how much it may say; tests give their own. */
export type ModelLimits = {
  /** A whole call, from the first byte sent to the last one read. */
  readonly totalMs: number;
  /** Between two pieces of a stream, or until the first one. */
  readonly idleMs: number;
  /** Characters of one answer. */
  readonly maxCharacters: number;
};

/** A small model on a processor of its own needs minutes for a plugin. */
export const MODEL_LIMITS: ModelLimits = {
  totalMs: 600_000,
  idleMs: 120_000,
  maxCharacters: 400_000,
};
