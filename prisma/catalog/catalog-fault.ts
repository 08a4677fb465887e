/** A rule of the catalog gate that something in the database breaks. */
export type CatalogFault = {
  /** What breaks it: `schema.name`, a function with its argument types, or a role. */
  readonly object: string;
  /** Which rule, in words. */
  readonly fault: string;
};

/** What a check is told about the plugins, as SQL parameters. */
export type CatalogExpectation = {
  /** PostgreSQL schemas of all plugins. */
  readonly schemas: readonly string[];
  /** `schema` of the reader and `relation` (`schema.name`) of what both manifests name. */
  readonly reads: readonly { readonly schema: string; readonly relation: string }[];
  /** Every SECURITY DEFINER function allowed, as `schema.name(types)`. */
  readonly definerFunctions: readonly string[];
};

/** A query that answers faults, given an expectation. */
export type CatalogCheck = {
  readonly sql: string;
  readonly parameters: (expectation: CatalogExpectation) => readonly unknown[];
};

/** Relations of ours: everything outside PostgreSQL's own schemas, with their schema's name. */
export const OUR_RELATIONS = `
  SELECT c.*, n.nspname, format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;

/** The exception to the rule that tables outside platform_control are tenant tables: the migration runner's records. */
export const TENANT_TABLES = `
  SELECT * FROM (${OUR_RELATIONS}) AS ours
  WHERE relkind IN ('r', 'p') AND nspname <> 'platform_control' AND relname <> '_prisma_migrations'`;
