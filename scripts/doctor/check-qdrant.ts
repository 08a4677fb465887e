import { type Finding, fail, ok, reasonOf, type Site } from './finding.ts';

const PATIENCE_MS = 5_000;

/** Qdrant, when QDRANT_URL names one: whether it answers and lets us in. */
export async function checkQdrant({ source }: Site): Promise<readonly Finding[]> {
  const { QDRANT_URL: url, QDRANT_API_KEY: key } = source;
  if (!url) return [ok('qdrant', 'no QDRANT_URL: vectors are kept in PostgreSQL')];
  const mend = 'Start it, correct QDRANT_URL and QDRANT_API_KEY, or leave QDRANT_URL empty.';
  try {
    const answer = await fetch(new URL('/collections', url), {
      headers: key ? { 'api-key': key } : {},
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok) return [ok('qdrant', `answers at ${new URL(url).host}`)];
    return [fail('qdrant', `answers ${answer.status} at ${new URL(url).host}`, mend)];
  } catch (error) {
    return [fail('qdrant', `does not answer: ${reasonOf(error)}`, mend)];
  }
}
