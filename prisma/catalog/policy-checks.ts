import { type CatalogCheck, TENANT_TABLES } from './catalog-fault.ts';

/** The policy of data.md, as PostgreSQL prints it. */
const EXPRESSION = '(tenant_id = ( SELECT app.current_tenant() AS current_tenant))';

/** Policies besides the tenant's: the dispatcher reads and places every tenant's events, routers announce the platform's. */
const EXCEPTIONS: readonly (readonly [
  table: string,
  policy: string,
  command: string,
  role: string,
])[] = [
  ['app.outbox', 'dispatch_read', 'r', 'gestas_events'],
  ['app.outbox', 'dispatch_place', 'w', 'gestas_events'],
  ['app.outbox', 'announce_platform', 'a', 'gestas_events'],
];

/** Row-level security is enabled and forced, so that it binds the owner, and through it every view, as well. */
const ENABLED = `
  SELECT name AS object, 'row-level security is not enabled' AS fault FROM (${TENANT_TABLES}) AS t
  WHERE NOT relrowsecurity
  UNION ALL
  SELECT name, 'row-level security is not forced' FROM (${TENANT_TABLES}) AS t
  WHERE NOT relforcerowsecurity`;

/** Permissive policies add up: one that is not the tenant's opens the table. */
const POLICIES = `
  WITH t AS (${TENANT_TABLES}),
  policies AS (
    SELECT t.oid, t.name, p.polname, p.polcmd::text AS command,
      pg_get_expr(p.polqual, p.polrelid) AS using_text,
      pg_get_expr(p.polwithcheck, p.polrelid) AS check_text, p.polpermissive,
      ARRAY(SELECT CASE WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r)::text END
        FROM unnest(p.polroles) AS r) AS roles
    FROM t JOIN pg_policy AS p ON p.polrelid = t.oid
  ),
  judged AS (
    SELECT *, polpermissive AND command = '*' AND roles <@ ARRAY['public', 'gestas_app']
      AND using_text = $1 AND check_text = $1 AS is_tenant_policy
    FROM policies
  )
  SELECT t.name AS object, 'has no tenant policy' AS fault FROM t
  WHERE NOT EXISTS (SELECT FROM judged AS j WHERE j.oid = t.oid AND j.is_tenant_policy)
  UNION ALL
  SELECT name, 'policy ' || polname || ' is not the tenant policy' FROM judged AS j
  WHERE NOT is_tenant_policy AND NOT EXISTS (
    SELECT FROM jsonb_to_recordset($2::jsonb) AS e ("table" text, policy text, command text, role text)
    WHERE e."table" = j.name AND e.policy = j.polname AND e.command = j.command
      AND j.roles = ARRAY[e.role])`;

/** Rules about row-level security. */
export const policyChecks: readonly CatalogCheck[] = [
  { sql: ENABLED, parameters: () => [] },
  {
    sql: POLICIES,
    parameters: () => [
      EXPRESSION,
      JSON.stringify(
        EXCEPTIONS.map(([table, policy, command, role]) => ({ table, policy, command, role })),
      ),
    ],
  },
];
