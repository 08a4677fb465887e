import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script and the name Redis knows it by. */
export type Script = { readonly source: string; readonly sha: string };

/** Prepares a script. */
export function script(source: string): Script {
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}

/** Runs a script atomically, sending its source only to a server that does not know it yet. */
export async function runScript(
  client: Redis,
  { source, sha }: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  try {
    return await client.evalsha(sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return client.eval(source, keys.length, ...keys, ...args);
  }
}
