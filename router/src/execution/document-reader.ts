import type { Authority } from '../authorization/create-authority.ts';
import type { LoadedSupergraph } from '../composition/load-supergraph.ts';
import type { Caller, GraphQLRequest } from '../pipeline.ts';
import { createLru } from '../planning/create-lru.ts';
import { pickOperation } from '../planning/operation.ts';
import { parseDocument, validateDocument } from '../planning/read-document.ts';
import type { GraphOptions } from './graph-options.ts';
import { type OperationFacts, readFacts, type SessionOptions } from './operation-facts.ts';

/** Reads a request's document: parsed, within limits, valid, and the facts of the operation it names. */
export type ReadDocument = (request: GraphQLRequest, caller: Caller) => Promise<OperationFacts>;

/**
 * Makes a reader that keeps what doesn't depend on the caller: parsed documents, that they are valid, and the facts of
 * their operations. Limits are checked on every request, before validation.
 */
export function createDocumentReader(
  options: GraphOptions,
  supergraph: LoadedSupergraph,
  authority: Authority,
  sessions: SessionOptions,
): ReadDocument {
  const { checkLimits, maxTokens = 2_000, introspection = true } = options;
  const { apiSchema } = supergraph;
  const documents = createLru<ReturnType<typeof parseDocument>>(1_000);
  const facts = createLru<OperationFacts>(1_000);

  return async (request, caller) => {
    const { query, operationName } = request;
    const document = documents.get(query) ?? parseDocument(query, maxTokens);
    checkLimits?.(document, apiSchema, caller, request);
    const key = JSON.stringify([operationName, query]);
    const known = facts.get(key);
    if (known) return known;
    const visible = async () =>
      authority.visibleSchema(await authority.decide(authority.allClauses, caller));
    await validateDocument(apiSchema, document, { introspection, visible });
    documents.set(query, document);
    const operation = pickOperation(document, operationName);
    const read = readFacts(operation, supergraph, authority, sessions);
    facts.set(key, read);
    return read;
  };
}
