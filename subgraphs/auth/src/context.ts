import {
  type BaseContext,
  type Database,
  defineContext,
  type RequestContext,
  type ResponseDirectives,
  type TenantScoping,
  type Transaction,
} from '@gestas/sdk';
import type { JWK } from 'jose';
import { env } from './env.ts';
import { type AuthEvents, events } from './events.ts';
import { type Prisma, PrismaClient } from './generated/prisma/client.ts';
import {
  type CredentialRepository,
  createCredentialRepository,
} from './repositories/credential-repository.ts';
import {
  createIdentityRepository,
  type IdentityRepository,
} from './repositories/identity-repository.ts';
import {
  createInvitationRepository,
  type InvitationRepository,
} from './repositories/invitation-repository.ts';
import { createPrismaSessionRepository } from './repositories/prisma-session-repository.ts';
import type { SessionRepository } from './repositories/session-repository.ts';

/** Keys and cookie rules of this deployment. */
export type AuthConfig = {
  readonly signingKey: JWK;
  readonly refreshKey: Buffer;
  readonly secureCookies: boolean;
};

/** Repositories of the bound tenant, and the configuration. */
export type Parts = {
  readonly identities: IdentityRepository;
  readonly credentials: CredentialRepository;
  readonly sessions: SessionRepository;
  readonly invitations: InvitationRepository;
  readonly config: AuthConfig;
};

/** What a command may touch. Nobody is signed in yet, so it names the tenant it works for. */
export type CommandContext = BaseContext &
  Parts &
  TenantScoping<Parts, AuthEvents> & { readonly response: ResponseDirectives };

/** A command's transaction. */
export type CommandTransaction = Transaction<Parts, AuthEvents>;

/** What a listener is given. */
export type ListenerContext = Transaction<Parts, AuthEvents>;

/** What resolvers pass on. */
export type ResolverContext = RequestContext<Parts, AuthEvents>;

const [signingKey] = env.AUTH_SIGNING_KEYS;
const config: AuthConfig = {
  signingKey,
  refreshKey: Buffer.from(env.AUTH_REFRESH_KEY, 'hex'),
  secureCookies: env.AUTH_SECURE_COOKIES === 'true',
};

/** The plugin's wiring. */
export const context = defineContext({
  createClient: (adapter) => new PrismaClient({ adapter }),
  events,
  createParts: (database: Database<Prisma.TransactionClient>): Parts => ({
    identities: createIdentityRepository(database),
    credentials: createCredentialRepository(database),
    sessions: createPrismaSessionRepository(database),
    invitations: createInvitationRepository(database),
    config,
  }),
});
