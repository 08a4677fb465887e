/** What signing in gives. */
export type IssuedSession = {
  readonly id: string;
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly viewer: { readonly id: string };
  readonly permissions: readonly string[];
};
