import type { AnswerError } from './failure.ts';

/**
 * What to do when a subscription ends with an error: `renew` the token and resume, `reload` because events were lost,
 * `retry` after a wait, `leave` because the session is over, or `give-up` and tell the person.
 */
export type Recovery = 'renew' | 'reload' | 'retry' | 'leave' | 'give-up';

const RECOVERIES: Readonly<Record<string, Recovery>> = {
  TOKEN_EXPIRED: 'renew',
  TOKEN_INVALID: 'renew',
  UNAUTHENTICATED: 'renew',
  RESUME_GAP: 'reload',
  CURSOR_INVALID: 'reload',
  SESSION_ENDED: 'leave',
  RATE_LIMITED: 'retry',
  PLUGIN_UNAVAILABLE: 'retry',
  REQUEST_TIMEOUT: 'retry',
  INTERNAL_SERVER_ERROR: 'retry',
};

/** Reads the recovery from what a subscription ended with: GraphQL errors, or a close or error event of the socket. */
export function recoveryOf(ending: unknown): Recovery {
  if (!Array.isArray(ending)) return 'retry';
  const [first] = ending as readonly AnswerError[];
  return RECOVERIES[String(first?.extensions?.code)] ?? 'give-up';
}
