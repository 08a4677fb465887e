/** The whole graph, as one plugin may read it for one tenant. */
export type Graph = {
  /**
   * Asks the router a query, as the plugin: with the permissions under `uses` in its manifest, and in the tenant of the
   * request. Call it before `ctx.transact`, or in a listener's `prepare`: it takes the time of other plugins, in which
   * no connection should be held.
   * @returns the query's whole `data`.
   * @throws AppError: BAD_USER_INPUT for anything but one query; UNAUTHENTICATED for an anonymous visitor, who has no
   * tenant; FORBIDDEN when `uses` lacks a permission; GRAPH_UNAVAILABLE when the router did not answer in 5 s; else the
   * answer's first error, with all of them in `extensions.errors`.
   */
  query<Data>(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
};

/** A plugin's way to the graph: for a tenant, and as deep in plugins asking one another as the call it serves. */
export type GraphFactory = (tenantId: string | null, depth?: number) => Graph;
