import type { Session } from './session.ts';

/** The two storages of the browser, or maps in tests. */
export type Storages = {
  readonly tab: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly browser: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
};

/** What outlives a reload: which session this tab holds, and, only when built so, its access token. */
export type SessionMemory = {
  /** The tab's own session; a new tab takes the browser's most recent one as a hint. */
  readonly sessionId: () => string | null;
  /** The kept session of this tab, when tokens are kept in the browser and it has not run out at `now`. */
  readonly kept: (now: number) => Session | null;
  readonly keep: (session: Session) => void;
  readonly forget: () => void;
};

const TAB_KEY = 'gestas.session';
const RECENT_KEY = 'gestas.recent-session';
const TOKEN_KEY = 'gestas.token.';

/**
 * Keeps the session's id in the tab (so two tabs can hold two sessions) and as a hint in the browser. With
 * `keepToken` the access token is kept in localStorage too, where any script of the page could read it: weaker, off
 * unless built with `WEB_TOKEN_STORE=localStorage`.
 */
export function createSessionMemory({ tab, browser }: Storages, keepToken: boolean): SessionMemory {
  const sessionId = () => tab.getItem(TAB_KEY) ?? browser.getItem(RECENT_KEY);
  return {
    sessionId,
    kept: (now) => {
      const session = keepToken ? parse(browser.getItem(TOKEN_KEY + sessionId())) : null;
      return session && session.expiresAt > now ? session : null;
    },
    keep: (session) => {
      tab.setItem(TAB_KEY, session.id);
      browser.setItem(RECENT_KEY, session.id);
      if (keepToken) browser.setItem(TOKEN_KEY + session.id, JSON.stringify(session));
    },
    forget: () => {
      const id = sessionId();
      tab.removeItem(TAB_KEY);
      browser.removeItem(TOKEN_KEY + id);
      if (browser.getItem(RECENT_KEY) === id) browser.removeItem(RECENT_KEY);
    },
  };
}

function parse(text: string | null): Session | null {
  try {
    return text === null ? null : (JSON.parse(text) as Session);
  } catch {
    return null;
  }
}
