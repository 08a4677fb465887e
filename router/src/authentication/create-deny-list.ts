import type { KeyValue } from '@gestas/sdk';
import { within } from './within.ts';

/** Keys under which the auth plugin denies a session or a single token; any value denies. */
const DENY_SESSION_PREFIX = 'auth:deny:sid:';
const DENY_TOKEN_PREFIX = 'auth:deny:jti:';

/** Whether a session or a token has been revoked. Never throws. */
export type IsDenied = (token: { readonly sid: string; readonly jti: string }) => Promise<boolean>;

/** The question, and a way to have it answered anew. */
export type DenyList = IsDenied & {
  /** Forgets who was not denied: called when this router has just seen a session end. */
  doubt(): void;
};

/** What a deny-list is made of; times are milliseconds. */
export type DenyListOptions = {
  readonly keyValue: Pick<KeyValue, 'get'>;
  readonly now?: () => number;
  /** How long an answer is believed. */
  readonly cacheMs?: number;
  /** How long the store may take; after a miss it is left alone for `restMs`. */
  readonly limitMs?: number;
  readonly restMs?: number;
};

const MAX_ENTRIES = 20_000;

/**
 * Makes a deny-list over the key-value store. When the store does not answer, tokens are believed: an outage refuses
 * nobody, and at most one request per rest waits for it.
 */
export function createDenyList(options: DenyListOptions): DenyList {
  const { keyValue, now = Date.now, cacheMs = 1_000, limitMs = 500, restMs = 1_000 } = options;
  const known = new Map<string, { readonly denied: boolean; readonly until: number }>();
  const asking = new Map<string, Promise<boolean>>();
  let restUntil = Number.NEGATIVE_INFINITY;
  let doubts = 0;

  const ask = async (key: string): Promise<boolean> => {
    const asked = doubts;
    const answer = await within<string | null | undefined>(limitMs, keyValue.get(key), undefined);
    if (answer === undefined) {
      restUntil = now() + restMs;
      return known.get(key)?.denied ?? false;
    }
    const denied = answer !== null;
    if (known.size >= MAX_ENTRIES) known.clear();
    if (denied || asked === doubts) known.set(key, { denied, until: now() + cacheMs });
    return denied;
  };

  const isKeyDenied = (key: string): Promise<boolean> | boolean => {
    const entry = known.get(key);
    if (entry && (entry.until > now() || now() < restUntil)) return entry.denied;
    if (now() < restUntil) return false;
    const asked = `${doubts} ${key}`; // nobody joins a question that was asked before a doubt
    const running = asking.get(asked) ?? ask(key).finally(() => asking.delete(asked));
    asking.set(asked, running);
    return running;
  };

  const isDenied: IsDenied = async ({ sid, jti }) => {
    const keys = [`${DENY_SESSION_PREFIX}${sid}`, `${DENY_TOKEN_PREFIX}${jti}`];
    const answers = await Promise.all(keys.map(isKeyDenied));
    return answers.includes(true);
  };
  const doubt = () => {
    doubts += 1;
    for (const [key, { denied }] of known) if (!denied) known.delete(key);
  };
  return Object.assign(isDenied, { doubt });
}
