// Makes the API schema (what a client may ask, without join and authorization directives) from the composed supergraph.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  printSchema,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals';

const SUPERGRAPH = fileURLToPath(new URL('../../supergraph.graphql', import.meta.url));
const API_SCHEMA = fileURLToPath(new URL('../src/generated/schema.graphql', import.meta.url));

/**
 * Answers the SDL of the API schema of a supergraph SDL. Features that are not the federation's own (our `@event`) are
 * accepted: they say nothing to a client. Throws when the SDL is not a supergraph.
 */
export function toApiSchema(supergraphSdl) {
  const ours = [...supergraphSdl.matchAll(/@link\(url: "([^"]+)"/g)].map(([, url]) => url);
  const supportedFeatures = new Set([...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, ...ours]);
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures });
  return `${printSchema(supergraph.apiSchema())}\n`;
}

/** Writes `src/generated/schema.graphql`, the schema file that `codegen.ts` reads, and answers its path. */
export function writeApiSchema({ supergraph = SUPERGRAPH, target = API_SCHEMA } = {}) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, toApiSchema(readFileSync(supergraph, 'utf8')));
  return target;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeApiSchema();
