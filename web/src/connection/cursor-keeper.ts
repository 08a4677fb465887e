/** Remembers how far one subscription has come, so that it can go on from there. */
export type CursorKeeper = {
  /** Notes the cursor of a message's extensions; a message without one changes nothing. */
  readonly keep: (extensions: unknown) => void;
  /** The extensions to subscribe with: those given, and `resumeFrom` once a cursor is known. */
  readonly extensions: (given?: Record<string, unknown> | null) => Record<string, unknown>;
  /** Whether a cursor is known, that is, whether a lost connection can be made good. */
  readonly canResume: () => boolean;
  /** Starts anew, after the server said that the events are no longer kept. */
  readonly forget: () => void;
};

/** Makes a keeper that knows no cursor yet. */
export function createCursorKeeper(): CursorKeeper {
  let cursor: string | null = null;
  return {
    keep: (extensions) => {
      if (typeof extensions !== 'object' || extensions === null) return;
      const { cursor: told } = extensions as { cursor?: unknown };
      if (typeof told === 'string') cursor = told;
    },
    extensions: (given) => ({ ...given, ...(cursor === null ? {} : { resumeFrom: cursor }) }),
    canResume: () => cursor !== null,
    forget: () => {
      cursor = null;
    },
  };
}
