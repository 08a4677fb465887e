import type { GraphQLErrorExtensions } from 'graphql';
import type { RawObject } from './raw-data.ts';
import type { ConcretePath } from './targets.ts';

/** One request of a plan to a plugin. */
export type FetchRequest = {
  readonly plugin: string;
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Queries may be asked again, on another instance; mutations never. */
  readonly retryable: boolean;
};

/** What went wrong in a plugin, already fit for the client; `path` as the plugin knows it, null when it names none. */
export type PluginFault = {
  readonly message: string;
  readonly path: ConcretePath | null;
  readonly extensions: GraphQLErrorExtensions;
};

/** A plugin's answer, parsed and checked. */
export type FetchAnswer = {
  readonly data: RawObject | null;
  readonly faults: readonly PluginFault[];
};

/** Sends one fetch. Never throws: a failure is an answer with faults. */
export type SendFetch = (request: FetchRequest) => Promise<FetchAnswer>;

/** A fault at its place in the response, response names as fetched (private ones too). */
export type PlacedFault = {
  readonly message: string;
  readonly path: ConcretePath;
  readonly extensions: GraphQLErrorExtensions;
};
