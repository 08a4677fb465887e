import type {
  AcceptInvitationMutation,
  RefreshSessionMutation,
  SessionFieldsFragment,
  SignInMutation,
} from '../generated/graphql.ts';
import { createRequestError, failureOf } from './failure.ts';
import { type Answer, postGraphQL } from './post-graphql.ts';
import type { Credentials, Invitation, Session } from './session.ts';

/** What signing in gives: a session, or the challenge of a second factor. */
export type SignInResult =
  | { readonly kind: 'session'; readonly session: Session }
  | { readonly kind: 'second-factor'; readonly challenge: string };

/** The requests that make, renew and end a session. Each throws a RequestError when refused. */
export type SessionRequests = {
  readonly signIn: (credentials: Credentials) => Promise<SignInResult>;
  /** Null when the person has to sign in all the same: a second factor is asked for. */
  readonly accept: (invitation: Invitation) => Promise<Session | null>;
  readonly refresh: (sessionId: string) => Promise<Session>;
  readonly signOut: (sessionId: string) => Promise<void>;
};

const sessionHeader = (sessionId: string) => ({ 'x-session': sessionId });

/** Where the session's requests go, and `session.graphql` as text: parsed documents would weigh on the first page. */
export type SessionRequestsOptions = {
  readonly url: string;
  readonly document: string;
  /** Replaces fetch in tests. */
  readonly fetch?: typeof fetch | undefined;
};

/** Makes the session's requests to the GraphQL endpoint. */
export function createSessionRequests(options: SessionRequestsOptions): SessionRequests {
  const { url, document: query, fetch: send } = options;
  const post = async (operationName: string, variables: object, headers = {}) => {
    const payload = { query, operationName, variables: { ...variables } };
    return dataOf(await postGraphQL(payload, { url, headers, ...(send ? { fetch: send } : {}) }));
  };
  return {
    signIn: async (input) => toSignInResult((await post('SignIn', { input })) as SignInMutation),
    accept: async (input) => {
      const data = await post('AcceptInvitation', { input });
      const { acceptInvitation: result } = data as AcceptInvitationMutation;
      return result.__typename === 'Session' ? toSession(result) : null;
    },
    refresh: async (sessionId) => {
      const data = await post('RefreshSession', {}, sessionHeader(sessionId));
      return toSession((data as RefreshSessionMutation).refreshSession);
    },
    signOut: async (sessionId) => {
      await post('SignOut', {}, sessionHeader(sessionId));
    },
  };
}

function dataOf(answer: Answer): unknown {
  if (answer.errors?.length || !answer.data) {
    throw createRequestError(failureOf(answer.errors ?? [], answer.requestId));
  }
  return answer.data;
}

function toSignInResult({ login }: SignInMutation): SignInResult {
  return login.__typename === 'Session'
    ? { kind: 'session', session: toSession(login) }
    : { kind: 'second-factor', challenge: login.challenge };
}

function toSession({ viewer, expiresAt, ...rest }: SessionFieldsFragment): Session {
  const { role, ...person } = viewer;
  return {
    id: rest.id,
    accessToken: rest.accessToken,
    permissions: rest.permissions,
    expiresAt: Date.parse(expiresAt),
    viewer: { ...person, roleName: role.name },
  };
}
