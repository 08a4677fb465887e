/** A mounted plugin, as the gates see it; `sdl` as it is registered, below the platform's header. */
export type LivePlugin = {
  readonly name: string;
  readonly sdl: string;
  readonly schema: string;
  readonly permissions: readonly string[];
  readonly emits: readonly string[];
};

/** Reads what is mounted now. */
export type ReadLiveGraph = () => Promise<readonly LivePlugin[]>;
