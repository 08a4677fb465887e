const PATIENCE_MS = 1_000;

/** Whether an instance says that it takes requests; false when it does not answer within a second. */
export async function isInstanceReady(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(new URL('/health/ready', url), { signal, redirect: 'error' });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
