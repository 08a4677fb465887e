import type { Authority } from '../authorization/create-authority.ts';
import type { LoadedSupergraph } from '../composition/load-supergraph.ts';
import type { PreparedOperation } from '../pipeline.ts';
import type { Lru } from '../planning/create-lru.ts';
import type { Planner } from '../planning/planner.ts';
import type { ReadDocument } from './document-reader.ts';
import type { GraphOptions } from './graph-options.ts';
import type { SessionOptions } from './operation-facts.ts';
import type { PreparedKeeper } from './prepared.ts';

/** What the parts of one graph share. */
export type GraphContext = {
  readonly options: GraphOptions;
  readonly supergraph: LoadedSupergraph;
  readonly authority: Authority;
  readonly planner: Planner;
  readonly sessions: SessionOptions;
  readonly readDocument: ReadDocument;
  /** Prepared operations and those being prepared. */
  readonly prepared: Lru<Promise<PreparedOperation>>;
  readonly keeper: PreparedKeeper;
};
