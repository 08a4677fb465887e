/** How many messages a client may still send. */
export type MessageBudget = {
  /** Takes one message; false when the client has used up what it had. */
  spend(): boolean;
};

/** A token bucket: `burst` at once, refilled by `perSecond`. `now` is in milliseconds. */
export function createMessageBudget(
  perSecond: number,
  burst: number,
  now: () => number = Date.now,
): MessageBudget {
  let left = burst;
  let since = now();
  return {
    spend() {
      const at = now();
      left = Math.min(burst, left + (Math.max(0, at - since) / 1000) * perSecond);
      since = at;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
