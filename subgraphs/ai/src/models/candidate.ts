/** A file of a plugin, by its path in the plugin's folder. */
export type PluginFile = { readonly path: string; readonly content: string };

/** Whole files of one plugin, and what was assumed: what every generator answers and every gate reads. */
export type Candidate = {
  /** The folder in `subgraphs/`, such as `products`. */
  readonly folder: string;
  readonly files: readonly PluginFile[];
  readonly assumptions: readonly string[];
};
