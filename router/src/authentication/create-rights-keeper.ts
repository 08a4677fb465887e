import type { EventEnvelope, Viewer } from '@gestas/sdk';
import type { AskRights, PresentRights } from './create-ask-rights.ts';
import { createRetryQueue } from './create-retry-queue.ts';
import { createKnownUser, type KnownUser, withKnownRights } from './known-user.ts';
import { within } from './within.ts';

/** Keeps a tenant's events coming, until `release`; `start` resolves when none after it will be missed. */
export type Following = { start(): Promise<unknown>; release(): void };

/** Knows what users may do now, though their access tokens were issued before something changed. */
export type RightsKeeper = {
  /**
   * The viewer of a token with the rights that hold now. Waits only when something is known to have changed.
   * @throws AppError SESSION_ENDED when the user is suspended.
   */
  refresh(token: { readonly viewer: Viewer; readonly rolesVersion: number }): Promise<Viewer>;
  /** The same from memory. A suspended user comes back unchanged. */
  present(viewer: Viewer): Viewer;
  /** Sees every event of the tenants that are followed. */
  onEvent(event: EventEnvelope): void;
  stop(): void;
};

/** What a keeper is made of; times are milliseconds. */
export type RightsKeeperOptions = {
  readonly ask: AskRights;
  /** Null: no events to follow, so rights change with the next token only. */
  readonly follow: (tenantId: string) => Following | null;
  /** Rights that differ from those last known, for whoever stays connected. */
  readonly onKnown: (viewer: Viewer, rights: PresentRights) => void;
  readonly now?: () => number;
  /** How long a request waits for rights that are in doubt; then the last known ones hold. */
  readonly limitMs?: number;
  /** When a question that failed is asked again. */
  readonly retryMs?: number;
  /** A tenant of which nobody came for so long is forgotten; longer than a token lives. */
  readonly idleMs?: number;
};

type Tenant = {
  readonly users: Map<string, KnownUser>;
  readonly following: Following | null;
  readonly started: Promise<unknown>;
  usedAt: number;
};

const MOST_USERS = 20_000;
const SWEEP_MS = 60_000;

/**
 * Makes a keeper. A user is asked about when they first come, and again whenever an event says that their rights changed;
 * in between, and when nobody can tell, what is known holds: an outage refuses nobody.
 */
export function createRightsKeeper(options: RightsKeeperOptions): RightsKeeper {
  const { now = Date.now, limitMs = 1_000, retryMs = 1_000, idleMs = 15 * 60_000 } = options;
  const tenants = new Map<string, Tenant>();
  const queue = createRetryQueue(
    async (user: KnownUser) => isForgotten(tenants, user) || (await user.ask()),
    { retryMs },
  );
  const sweep = setInterval(() => forgetIdle(tenants, now() - idleMs), SWEEP_MS);
  sweep.unref();

  const tenantOf = (tenantId: string): Tenant => {
    const known = tenants.get(tenantId);
    if (known) return known;
    const following = options.follow(tenantId);
    const started = following?.start().catch(() => undefined) ?? Promise.resolve();
    const tenant = { users: new Map(), following, started, usedAt: now() };
    tenants.set(tenantId, tenant);
    return tenant;
  };
  const meet = (tenant: Tenant, token: Parameters<RightsKeeper['refresh']>[0]) => {
    if (tenant.users.size >= MOST_USERS) tenant.users.clear();
    const user = createKnownUser(token, options.ask, ({ viewer }, rights) => {
      if (tenant.users.get(viewer.userId) === user) options.onKnown(viewer, rights);
    });
    tenant.users.set(token.viewer.userId, user);
    void tenant.started.then(() => user.ask());
  };

  return {
    async refresh(token) {
      const { viewer, rolesVersion } = token;
      const tenant = tenantOf(viewer.tenantId);
      tenant.usedAt = now();
      const user = tenant.users.get(viewer.userId);
      if (!user || rolesVersion > user.rolesVersion) {
        meet(tenant, token); // a token newer than all that is known is right
        return viewer;
      }
      if (user.isDoubted()) await within(limitMs, user.ask(), false);
      return withKnownRights(viewer, user.rights());
    },
    present(viewer) {
      const rights = tenants.get(viewer.tenantId)?.users.get(viewer.userId)?.rights() ?? null;
      return rights?.isSuspended ? viewer : withKnownRights(viewer, rights);
    },
    onEvent(event) {
      const users = tenants.get(event.tenantId)?.users ?? new Map<string, KnownUser>();
      for (const user of concerned(users, event)) {
        user.doubt();
        queue.add(user);
      }
    },
    stop() {
      clearInterval(sweep);
      queue.stop();
      forgetIdle(tenants, Number.POSITIVE_INFINITY);
    },
  };
}

function concerned(
  users: ReadonlyMap<string, KnownUser>,
  { name, data }: EventEnvelope,
): readonly KnownUser[] {
  if (name === 'role:changed') {
    const holds = (rights: PresentRights | null) =>
      rights === null || rights.roleIds.includes(String(data.roleId));
    return [...users.values()].filter((user) => holds(user.rights()));
  }
  const user = users.get(String(data.userId));
  return user && (name === 'user:updated' || name === 'user:suspended') ? [user] : [];
}

function isForgotten(tenants: ReadonlyMap<string, Tenant>, user: KnownUser): boolean {
  const { tenantId, userId } = user.viewer;
  return tenants.get(tenantId)?.users.get(userId) !== user;
}

function forgetIdle(tenants: Map<string, Tenant>, usedBefore: number): void {
  for (const [tenantId, { usedAt, following }] of tenants) {
    if (usedAt >= usedBefore) continue;
    tenants.delete(tenantId);
    following?.release();
  }
}
