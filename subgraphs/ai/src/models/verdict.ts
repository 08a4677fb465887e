/** One fault of a candidate; an ERROR stops it. */
export type Issue = {
  readonly code: string;
  readonly severity: 'ERROR' | 'WARNING' | 'INFO';
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
  readonly suggestion: string | null;
};

/** One gate's run. */
export type Check = {
  readonly gate: string;
  readonly status: 'PASSED' | 'FAILED' | 'SKIPPED' | 'NOT_RUN';
  readonly milliseconds: number;
  /** Why it could not be run here, and in whose words; of NOT_RUN alone. */
  readonly reason?: string;
  readonly detail?: string;
};

/** How a candidate was judged. */
export type Verdict = {
  readonly decision: 'APPROVE' | 'REVISE' | 'REJECT';
  /** 0 to 100. */
  readonly score: number;
  readonly summary: string;
  readonly issues: readonly Issue[];
  readonly checks: readonly Check[];
};
