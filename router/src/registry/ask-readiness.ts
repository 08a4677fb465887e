import { request } from 'undici';

const PATIENCE_MS = 1_000;

/** What an instance says when asked. `refused`: nobody listens there. `silent`: no answer in a second, or a broken one. */
export type Readiness = 'ready' | 'not-ready' | 'refused' | 'silent';

/** Asks an instance whether it takes requests. */
export async function askReadiness(url: string): Promise<Readiness> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await request(new URL('/health/ready', url), { signal });
    await answer.body.dump();
    return answer.statusCode === 200 ? 'ready' : 'not-ready';
  } catch (error) {
    return (error as { code?: unknown }).code === 'ECONNREFUSED' ? 'refused' : 'silent';
  }
}
