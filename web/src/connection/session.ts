/** The signed-in person as the shell shows them. */
export type SessionViewer = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roleName: string;
};

/** A session of this tab. The access token lives ten minutes; the refresh token is a cookie no script can read. */
export type Session = {
  readonly id: string;
  readonly accessToken: string;
  /** When the access token ends, in milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly permissions: readonly string[];
  readonly viewer: SessionViewer;
};

/** What a person types to sign in; `tenant` is the tenant's slug. */
export type Credentials = {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
};

/** What redeems an invitation: the token of its link, and the password the person chose. */
export type Invitation = { readonly token: string; readonly password: string };

/** Why nobody is signed in: nobody was, the session ran out or was revoked, or the person left. */
export type SignedOutReason = 'none' | 'ended' | 'left';

/** Where this tab stands. `starting` with `unreachable` means that the server did not answer and is tried again. */
export type SessionState =
  | { readonly status: 'starting'; readonly unreachable: boolean }
  | { readonly status: 'signed-out'; readonly reason: SignedOutReason }
  | { readonly status: 'signed-in'; readonly session: Session };
