import type { Logger } from '@gestas/sdk';
import { z } from 'zod';
import type { RawObject } from './raw-data.ts';

/** What a plugin with `sessionCookies: true` may say in `extensions.gestas` of its answer. */
const SessionExtensions = z.object({
  /** Cookies to set; `maxAgeSeconds: 0` removes one. */
  cookies: z
    .array(
      z.object({
        name: z.string().regex(/^(__Host-)?gestas_refresh_[A-Za-z0-9_-]{6,22}$/),
        value: z.string().regex(/^[A-Za-z0-9._~+/=-]{0,1024}$/),
        maxAgeSeconds: z
          .int()
          .min(0)
          .max(400 * 86_400),
      }),
    )
    .max(10)
    .optional(),
  /** The session just issued, from a field that establishes a viewer. */
  session: z.object({ accessToken: z.string().max(8_192) }).optional(),
});

/** Collects what one execution's answers say about sessions. */
export type SessionAnswers = {
  /** Takes `extensions.gestas` of a plugin's answer; what isn't allowed is logged and dropped. */
  take(plugin: string, extensions: RawObject): void;
  readonly setCookies: readonly string[];
  /** The access token of the session the given plugin issued. */
  accessTokenOf(plugin: string): string | null;
};

/** Who may set cookies, and whether they need TLS. */
export type SessionAnswerOptions = {
  readonly sessionPlugins: ReadonlySet<string>;
  readonly secureCookies: boolean;
  readonly logger: Logger;
  /** Called when a cookie is taken away: a session has ended. */
  readonly onSessionEnded?: (() => void) | undefined;
};

/** Makes an empty collection. Cookies of any other plugin, or outside the fixed list of names, are dropped. */
export function createSessionAnswers(options: SessionAnswerOptions): SessionAnswers {
  const { sessionPlugins, secureCookies, logger } = options;
  const setCookies: string[] = [];
  const tokens = new Map<string, string>();
  return {
    setCookies,
    accessTokenOf: (plugin) => tokens.get(plugin) ?? null,
    take(plugin, extensions) {
      const parsed = SessionExtensions.safeParse(extensions);
      if (!sessionPlugins.has(plugin) || !parsed.success) {
        logger.warn({ plugin }, 'session extensions refused');
        return;
      }
      const { cookies = [], session } = parsed.data;
      for (const cookie of cookies) setCookies.push(serialise(cookie, secureCookies));
      if (cookies.some(({ maxAgeSeconds }) => maxAgeSeconds === 0)) options.onSessionEnded?.();
      if (session) tokens.set(plugin, session.accessToken);
    },
  };
}

function serialise(
  { name, value, maxAgeSeconds }: { name: string; value: string; maxAgeSeconds: number },
  secureCookies: boolean,
): string {
  const secure = secureCookies || name.startsWith('__Host-') ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Strict${secure}`;
}
