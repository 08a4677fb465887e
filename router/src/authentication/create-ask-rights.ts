import { randomUUID } from 'node:crypto';
import { compactPermissions, type Viewer } from '@gestas/sdk';
import { z } from 'zod';
import type { Caller, Engine } from '../pipeline.ts';

/** What a user may do now, whatever their access token says. */
export type PresentRights = {
  readonly isSuspended: boolean;
  readonly roleId: string;
  /** Every role, the primary one too: whose change concerns the user. */
  readonly roleIds: readonly string[];
  readonly permissions: readonly string[];
};

/** Asks for a user's present rights; null when nobody can tell. */
export type AskRights = (viewer: Viewer) => Promise<PresentRights | null>;

const QUERY = '{ me { status role { id } roles { id permissions } } }';
const LIMIT_MS = 2_000;

const Me = z.object({
  me: z.object({
    status: z.string(),
    role: z.object({ id: z.string() }),
    roles: z.array(z.object({ id: z.string(), permissions: z.array(z.string()) })),
  }),
});

/** Asks the graph itself, by the public `me`, so that the router needs to know no plugin for it. */
export function createAskRights(engine: Pick<Engine, 'current'>): AskRights {
  return async (viewer) => {
    const caller: Caller = {
      viewer,
      tokenState: 'valid',
      expiresAt: null,
      session: null,
      requestId: randomUUID(),
      traceparent: null,
      transport: 'in-process',
      signal: AbortSignal.timeout(LIMIT_MS),
      forwardedHeaders: {},
    };
    const request = { query: QUERY, operationName: null, variables: null, extensions: null };
    try {
      const graph = engine.current();
      const prepared = await graph.prepare(request, caller);
      const { result } = await graph.run(prepared, {}, caller);
      const { me } = Me.parse(result.data);
      return {
        isSuspended: me.status === 'SUSPENDED',
        roleId: me.role.id,
        roleIds: me.roles.map(({ id }) => id),
        permissions: compactPermissions(me.roles.flatMap(({ permissions }) => permissions)),
      };
    } catch {
      return null;
    }
  };
}
