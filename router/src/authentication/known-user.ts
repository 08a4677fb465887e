import { AppError, type Viewer } from '@gestas/sdk';
import type { AskRights, PresentRights } from './create-ask-rights.ts';

/** What the router knows of one user who came with an access token. */
export type KnownUser = {
  /** As their newest token has it. */
  readonly viewer: Viewer;
  readonly rolesVersion: number;
  /** Null: not known, so the token is believed. */
  rights(): PresentRights | null;
  /** Whether something happened since the rights were asked for that may have changed them. */
  isDoubted(): boolean;
  doubt(): void;
  /** Asks for the rights; asked several times at once it asks once. False when they are still not known for sure. */
  ask(): Promise<boolean>;
};

/** Makes the record of a user, who is believed until something is doubted. `onKnown` hears rights that are news. */
export function createKnownUser(
  token: { readonly viewer: Viewer; readonly rolesVersion: number },
  askRights: AskRights,
  onKnown: (user: KnownUser, rights: PresentRights) => void,
): KnownUser {
  let rights: PresentRights | null = null;
  let doubts = 0;
  let answered = 0;
  let asking: Promise<boolean> | null = null;

  const askOnce = async (): Promise<boolean> => {
    for (;;) {
      const asked = doubts;
      const answer = await askRights(token.viewer);
      if (!answer) return false;
      if (asked !== doubts) continue; // something happened meanwhile
      answered = asked;
      const isNews = JSON.stringify(answer) !== JSON.stringify(rights);
      rights = answer;
      if (isNews) onKnown(user, answer);
      return true;
    }
  };
  const user: KnownUser = {
    ...token,
    rights: () => rights,
    isDoubted: () => answered !== doubts,
    doubt() {
      doubts += 1;
    },
    ask() {
      asking ??= askOnce().finally(() => {
        asking = null;
      });
      return asking;
    },
  };
  return user;
}

/**
 * The viewer with the rights that are known, or as their token has them.
 * @throws AppError SESSION_ENDED when the user is suspended.
 */
export function withKnownRights(viewer: Viewer, rights: PresentRights | null): Viewer {
  if (!rights) return viewer;
  if (rights.isSuspended)
    throw new AppError('SESSION_ENDED', 'This user may not sign in any more.');
  return { ...viewer, roleId: rights.roleId, permissions: rights.permissions };
}
