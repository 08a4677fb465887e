import type { CatalogCheck } from './catalog-fault.ts';

/** The login roles of plugins, whatever else got into their group, and the group itself. */
export const APPLICATION_ROLES = `
  SELECT oid, rolname::text AS role, substr(rolname, length('gestas_') + 1) AS schema FROM pg_roles
  WHERE rolname = 'gestas_app' OR rolname = ANY (SELECT 'gestas_' || unnest($1::text[]))
    OR (pg_has_role(oid, 'gestas_app', 'MEMBER') AND NOT rolsuper)`;

/** Nobody that a plugin logs in as may see past row-level security, make roles, or become somebody who may. */
const ATTRIBUTES = `
  WITH guarded AS (
    ${APPLICATION_ROLES} UNION SELECT oid, rolname::text, '' FROM pg_roles WHERE rolname = 'gestas_events'
  )
  SELECT g.role AS object, 'is ' || power AS fault
  FROM guarded AS g JOIN pg_roles AS r USING (oid),
    LATERAL (VALUES (rolsuper, 'SUPERUSER'), (rolbypassrls, 'BYPASSRLS'), (rolcreaterole, 'CREATEROLE'),
      (rolcreatedb, 'CREATEDB'), (rolreplication, 'REPLICATION')) AS powers (held, power)
  WHERE held
  UNION ALL
  SELECT g.role, 'is a member of ' || pg_get_userbyid(m.roleid)
  FROM guarded AS g JOIN pg_auth_members AS m ON m.member = g.oid
  WHERE NOT (pg_get_userbyid(m.roleid) = 'gestas_app' AND g.role NOT IN ('gestas_app', 'gestas_events'))
  UNION ALL
  SELECT DISTINCT g.role, 'owns something in this database'
  FROM guarded AS g JOIN pg_shdepend AS d ON d.refclassid = 'pg_authid'::regclass AND d.refobjid = g.oid
  WHERE d.deptype = 'o' AND d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL
  SELECT rolname, 'may log in, or see past row-level security' FROM pg_roles
  WHERE rolname = 'gestas_owner' AND (rolcanlogin OR rolsuper OR rolbypassrls)
  UNION ALL
  SELECT wanted, 'does not exist'
  FROM unnest(ARRAY['gestas_owner', 'gestas_app', 'gestas_events'] || ARRAY(SELECT 'gestas_' || unnest($1::text[])))
    AS wanted
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted)`;

/** SECURITY DEFINER functions run as the owner: exactly those of the list, in one schema, with a search path of their own. */
const DEFINERS = `
  WITH definers AS (
    SELECT format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) AS name, n.nspname, p.*
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  )
  SELECT name AS object, 'is SECURITY DEFINER and not on the list' AS fault FROM definers
  WHERE name <> ALL ($1::text[])
  UNION ALL
  SELECT listed, 'is on the list of SECURITY DEFINER functions, and none' FROM unnest($1::text[]) AS listed
  WHERE NOT EXISTS (SELECT FROM definers WHERE name = listed)
  UNION ALL
  SELECT name, 'is SECURITY DEFINER outside of schema app' FROM definers WHERE nspname <> 'app'
  UNION ALL
  SELECT name, 'does not set its search_path to pg_catalog, pg_temp' FROM definers
  WHERE NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false)
  UNION ALL
  SELECT name, 'may be executed by PUBLIC' FROM definers
  WHERE proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0)`;

/** Rules about roles and about functions that act as their owner. */
export const roleChecks: readonly CatalogCheck[] = [
  { sql: ATTRIBUTES, parameters: ({ schemas }) => [schemas] },
  { sql: DEFINERS, parameters: ({ definerFunctions }) => [definerFunctions] },
];
