/** One plugin's part of a composition. */
export type Subgraph = { readonly name: string; readonly url: string; readonly sdl: string };

/** One fault found by composition; `coordinates` such as `Post.title`, where the composer names them. */
export type CompositionFault = {
  readonly code: string;
  readonly message: string;
  readonly coordinates: readonly string[];
};

/** A supergraph, or why there is none. */
export type Composition =
  | {
      readonly ok: true;
      /** Hash of the set of subgraphs. */
      readonly compositionId: string;
      readonly supergraphSdl: string;
      readonly hints: readonly string[];
    }
  | { readonly ok: false; readonly faults: readonly CompositionFault[] };

/** Composes subgraphs away from the request thread. */
export type Composer = (subgraphs: readonly Subgraph[]) => Promise<Composition>;
