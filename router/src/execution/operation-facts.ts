import { AppError } from '@gestas/sdk';
import { Kind, visit } from 'graphql';
import type { Authority } from '../authorization/create-authority.ts';
import type { Clause } from '../authorization/rules.ts';
import type { LoadedSupergraph } from '../composition/load-supergraph.ts';
import type { Caller } from '../pipeline.ts';
import { definitionsOf, type Operation, rootFields } from '../planning/operation.ts';

/** What about an operation doesn't depend on who asks. */
export type OperationFacts = {
  readonly operation: Operation;
  /** Names of the root fields, whatever their conditions, without `__typename`. */
  readonly rootNames: readonly string[];
  /** The clauses that decide what is left of it. */
  readonly clauses: readonly Clause[];
  /** Whether `__schema` or `__type` is selected. */
  readonly introspects: boolean;
  /** The plugin whose answer signs a viewer in; null for all other operations. */
  readonly establishedBy: string | null;
  /** Whether a field belongs to the plugin that session cookies cross to. */
  readonly touchesSession: boolean;
  /** Whether signing in, refreshing or leaving is all it does. */
  readonly onlyTouchesSession: boolean;
};

/** Which plugins and fields have to do with sessions. */
export type SessionOptions = {
  readonly establishing: ReadonlyMap<string, readonly string[]>;
  readonly sessionPlugins: ReadonlySet<string>;
};

/**
 * Reads the facts of an operation. Throws AppError BAD_REQUEST when a field that signs a viewer in isn't the only root
 * field: what else is selected would be answered for whom?
 */
export function readFacts(
  operation: Operation,
  supergraph: LoadedSupergraph,
  authority: Authority,
  { establishing, sessionPlugins }: SessionOptions,
): OperationFacts {
  const { apiSchema, ownersOf } = supergraph;
  const kind = operation.definition.operation;
  const root = apiSchema.getRootType(kind)?.name ?? '';
  const names = rootFields(operation)
    .map(({ name }) => name.value)
    .filter((name) => name !== '__typename');
  const owners = names.map((name) => ownersOf.get(`${root}.${name}`) ?? []);
  const ofSession = owners.map(
    (of) => kind === 'mutation' && of.some((plugin) => sessionPlugins.has(plugin)),
  );
  const establishedBy = names.flatMap((name, index) =>
    kind === 'mutation'
      ? (owners[index] ?? []).filter((plugin) => establishing.get(plugin)?.includes(name))
      : [],
  );
  if (establishedBy.length > 0 && names.length > 1) {
    const message = `${names.join(', ')}: a field that signs in must be the only one of its operation.`;
    throw new AppError('BAD_REQUEST', message);
  }
  const definitions = definitionsOf(operation);
  const introspects = selectsIntrospection(operation);
  return {
    operation,
    rootNames: names,
    clauses: introspects ? authority.allClauses : authority.clausesOf(definitions),
    introspects,
    establishedBy: establishedBy[0] ?? null,
    touchesSession: ofSession.includes(true),
    onlyTouchesSession: ofSession.length > 0 && !ofSession.includes(false),
  };
}

/**
 * Refuses what the caller's way in doesn't allow: session mutations over WebSocket, where no cookie can be set
 * (BAD_REQUEST), and anything but them with an expired token (TOKEN_EXPIRED).
 */
export function refuseByCaller(facts: OperationFacts, caller: Caller): void {
  if (facts.touchesSession && caller.transport === 'websocket') {
    throw new AppError(
      'BAD_REQUEST',
      'Signing in, refreshing and leaving need HTTP: a WebSocket carries no cookies.',
    );
  }
  if (caller.tokenState === 'expired' && !facts.onlyTouchesSession) {
    throw new AppError('TOKEN_EXPIRED', 'The access token has expired; refresh the session.');
  }
}

function selectsIntrospection(operation: Operation): boolean {
  let found = false;
  for (const definition of definitionsOf(operation)) {
    visit(definition, {
      [Kind.FIELD]: ({ name }: { name: { value: string } }) => {
        if (name.value === '__schema' || name.value === '__type') found = true;
      },
    });
  }
  return found;
}
