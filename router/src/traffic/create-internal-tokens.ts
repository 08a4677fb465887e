import type { InternalTokenSigner } from '@gestas/sdk';
import type { Caller } from '../pipeline.ts';
import type { PluginTarget } from './plugin-target.ts';

const KEPT_MS = 30_000;
const MAX_KEPT = 2_000;

/** The internal token a plugin is called with on behalf of a caller. */
export type InternalTokens = (
  target: Pick<PluginTarget, 'name' | 'sessionCookies'>,
  caller: Pick<Caller, 'viewer' | 'session'>,
) => Promise<string>;

/**
 * Signs internal tokens and keeps each for up to 30 s of its 60, by (plugin, everything said of the viewer). A token
 * that carries the browser's session goes only to the plugin with `sessionCookies`, and is never kept.
 */
export function createInternalTokens(sign: InternalTokenSigner, now = Date.now): InternalTokens {
  const kept = new Map<string, { readonly token: Promise<string>; readonly until: number }>();
  return ({ name, sessionCookies }, { viewer, session }) => {
    if (sessionCookies && session) return sign(name, { viewer, session });
    const key = `${name} ${JSON.stringify(viewer)}`;
    const known = kept.get(key);
    if (known && known.until > now()) return known.token;
    const token = sign(name, { viewer });
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, { token, until: now() + KEPT_MS });
    token.catch(() => kept.delete(key));
    return token;
  };
}
