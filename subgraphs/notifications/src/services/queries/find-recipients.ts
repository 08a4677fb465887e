import { type Graph, hasPermission } from '@gestas/sdk';
import type { Recipient } from '../../models/recipient.ts';
import type { Audience } from '../../models/rules.ts';

type Person = Recipient & { readonly status: string };
type Holder = Person & {
  readonly roles: readonly { readonly permissions: readonly string[] }[];
};
type People = {
  readonly nodes: readonly Holder[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};
/** Who did it, and who asked for it. */
type Concerned = { readonly actorId: string | null; readonly askerId: string | null };

const PAGE = `query ($after: String) {
  users(first: 100, after: $after) {
    nodes { id email status roles { permissions } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const ONE = 'query ($id: ID!) { user(id: $id) { id email status } }';

/**
 * Who is told, among the tenant's active users. Who acted is not told what they did themselves; who asked for something is
 * told of it.
 */
export async function findRecipients(
  graph: Graph,
  audience: Audience,
  { actorId, askerId }: Concerned,
): Promise<readonly Recipient[]> {
  if (audience === 'asker') return askerId ? findOne(graph, askerId) : [];
  const holders = await findHolders(graph, audience.holding);
  return holders.filter(({ id }) => id !== actorId).map(toRecipient);
}

async function findHolders(graph: Graph, permission: string): Promise<readonly Person[]> {
  const holders: Person[] = [];
  let after: string | null = null;
  do {
    const { users }: { users: People } = await graph.query(PAGE, { after });
    holders.push(...users.nodes.filter((user) => isActive(user) && holds(user, permission)));
    after = users.pageInfo.hasNextPage ? users.pageInfo.endCursor : null;
  } while (after);
  return holders;
}

async function findOne(graph: Graph, id: string): Promise<readonly Recipient[]> {
  const { user } = await graph.query<{ user: Person | null }>(ONE, { id });
  return user && isActive(user) ? [toRecipient(user)] : [];
}

function holds({ roles }: Holder, permission: string): boolean {
  return hasPermission(
    roles.flatMap(({ permissions }) => permissions),
    permission,
  );
}

function isActive({ status }: Person): boolean {
  return status === 'ACTIVE';
}

function toRecipient({ id, email }: Person): Recipient {
  return { id, email };
}
