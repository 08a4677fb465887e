import { randomUUID } from 'node:crypto';
import { AppError, type Viewer } from '@gestas/sdk';
import type { Identity } from '../client-state.ts';

/** A viewer with these permissions, of a tenant of their own unless told otherwise. */
export function aViewer(viewer: Partial<Viewer> = {}): Viewer {
  return {
    userId: randomUUID(),
    tenantId: randomUUID(),
    roleId: randomUUID(),
    permissions: ['cms:post:read'],
    sessionId: randomUUID(),
    ...viewer,
  };
}

/** Who a token speaks for. */
export function anIdentity(viewer: Viewer | null, expiresAt: number | null = null): Identity {
  return { viewer, tokenState: viewer ? 'valid' : 'absent', expiresAt };
}

/** Tokens by name, for an `authenticate` that knows them. */
export type Tokens = Map<string, Identity>;

/** Reads `Bearer NAME` from a table; `expired` is a token that has run out, any other name is forged. */
export function authenticateFrom(tokens: Tokens) {
  return async (header: string | undefined): Promise<Identity> => {
    if (header === undefined) return anIdentity(null);
    const name = header.replace(/^Bearer /, '');
    if (name === 'expired') return { ...anIdentity(null), tokenState: 'expired' };
    const identity = tokens.get(name);
    if (!identity) throw new AppError('TOKEN_INVALID', 'No such token.');
    return identity;
  };
}
