import type { Candidate } from './candidate.ts';

/** The name of the check that stands for a candidate's own tests. */
export const TESTS_GATE = 'tests';

/** Why tests were not run: this machine has no bubblewrap, it may not make a sandbox here, or what runs tests is not installed. */
export type NotRunReason = 'BUBBLEWRAP_MISSING' | 'SANDBOX_REFUSED' | 'TOOLS_MISSING';

/** Why tests do not count as passed, as the code of an issue. */
export type TestFault =
  | 'TESTS_FAILED'
  | 'TESTS_BROKEN'
  | 'TESTS_MISSING'
  | 'TESTS_TOO_SLOW'
  | 'TESTS_TOO_LOUD'
  | 'TESTS_TOO_LARGE';

/** What came of a candidate's own tests. */
export type TestOutcome =
  | { readonly kind: 'PASSED'; readonly tests: number }
  | { readonly kind: 'FAILED'; readonly reason: TestFault; readonly message: string }
  /** Nothing of the candidate ran: it is neither better nor worse for it, and whoever decides is told. */
  | { readonly kind: 'NOT_RUN'; readonly reason: NotRunReason; readonly message: string };

/** Runs a candidate's own tests where they reach nothing: no network, no secret, no file of the platform to write. */
export interface TestSandbox {
  /** @throws the signal's reason when it is aborted; nothing of the candidate runs on then. */
  run(candidate: Pick<Candidate, 'folder' | 'files'>, signal: AbortSignal): Promise<TestOutcome>;
}
