/** A mounted plugin, as the composition gate sees it; `sdl` without the platform's header. */
export type LivePlugin = {
  readonly name: string;
  readonly sdl: string;
  readonly schema: string;
  readonly permissions: readonly string[];
  readonly emits: readonly string[];
};

/** Reads what is mounted now. */
export type ReadLiveGraph = () => Promise<readonly LivePlugin[]>;
