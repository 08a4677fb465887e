import type { Viewer } from '@gestas/sdk';
import type { GraphQLRequest, PreparedOperation } from '../pipeline.ts';

/**
 * Equal for subscribers who must get the same answers: whose events they follow, tenant, viewer with the rights they have, authorization outcome,
 * document, operation name and coerced variables. The graph needs no place in it: all subscribers are moved to the
 * present graph before an event is resolved. Two tabs of one viewer share; two viewers never do.
 */
export function sharingKey(
  viewer: Viewer,
  prepared: Pick<PreparedOperation, 'outcome'>,
  request: GraphQLRequest,
  variables: Readonly<Record<string, unknown>>,
  followed: string,
): string {
  const rights = [viewer.roleId, ...[...viewer.permissions].sort()];
  const who = [viewer.tenantId, viewer.userId, rights, prepared.outcome];
  return JSON.stringify([followed, who, request.query, request.operationName, variables]);
}

/** Whether a viewer's new token or roles give the same rights as before. */
export function haveSameRights(left: Viewer, right: Viewer): boolean {
  const rights = ({ roleId, permissions }: Viewer) =>
    JSON.stringify([roleId, [...permissions].sort()]);
  return rights(left) === rights(right);
}
