import { type CatalogCheck, OUR_RELATIONS } from './catalog-fault.ts';
import { APPLICATION_ROLES } from './role-checks.ts';

/** What every plugin may do with the platform's own tenant tables. Nobody changes or deletes an audit row. */
const SHARED: readonly (readonly [relation: string, privilege: string])[] = [
  ['app.outbox', 'INSERT'],
  ['app.processed_events', 'SELECT'],
  ['app.processed_events', 'INSERT'],
  ['app.audit_entries', 'SELECT'],
  ['app.audit_entries', 'INSERT'],
];

/** Functions that only the named role may execute, besides those that every plugin may. */
const EXECUTES: readonly (readonly [role: string, name: string])[] = [
  ['gestas_auth', 'app.tenant_by_slug(text)'],
  ['gestas_auth', 'app.activate_invited_user(uuid)'],
  ['gestas_notifications', 'app.active_tenants()'],
  ['gestas_system', 'app.audit_head()'],
  ['gestas_system', 'app.audit_hash(app.audit_entries)'],
  ['gestas_system', 'app.audit_genesis(uuid)'],
  ['gestas_system', 'app.verify_audit_chain()'],
];
const SHARED_FUNCTIONS: readonly string[] = [
  'app.current_tenant()',
  'app.bound_tenant()',
  'app.platform_tenant()',
];

/**
 * Rights on relations, column rights included. TRUNCATE and REFERENCES look past row-level security, so nobody has them,
 * not even at home.
 */
const RELATIONS = `
  WITH roles AS (${APPLICATION_ROLES}),
  ours AS (SELECT * FROM (${OUR_RELATIONS}) AS all_of_ours WHERE relkind IN ('r', 'p', 'v', 'm', 'f')),
  held AS (
    SELECT r.role, r.schema, o.name, o.nspname, o.relname, privilege
    FROM roles AS r, ours AS o,
      unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
    WHERE has_table_privilege(r.oid, o.oid, privilege)
      OR (privilege IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
        AND has_any_column_privilege(r.oid, o.oid, privilege))
  )
  SELECT name AS object, role || ' may ' || privilege AS fault FROM held AS h
  WHERE NOT (nspname = schema AND relname <> '_prisma_migrations'
      AND privilege IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))
    AND NOT EXISTS (SELECT FROM jsonb_array_elements($2::jsonb) AS s
      WHERE s ->> 0 = h.name AND s ->> 1 = h.privilege)
    AND NOT EXISTS (SELECT FROM jsonb_to_recordset($3::jsonb) AS d (schema text, relation text)
      WHERE d.schema = h.schema AND d.relation = h.name AND h.privilege = 'SELECT')`;

/** Schemas a plugin may look into: its own, app, and those of the views it reads. It may create nowhere. */
const SCHEMAS = `
  WITH roles AS (${APPLICATION_ROLES}),
  ours AS (SELECT oid, nspname FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname !~ '^pg_')
  SELECT o.nspname::text AS object, r.role || ' may USAGE' AS fault FROM roles AS r, ours AS o
  WHERE has_schema_privilege(r.oid, o.oid, 'USAGE') AND o.nspname NOT IN ('app', 'public', r.schema)
    AND NOT EXISTS (SELECT FROM jsonb_to_recordset($2::jsonb) AS d (schema text, relation text)
      WHERE d.schema = r.schema AND split_part(d.relation, '.', 1) = o.nspname)
  UNION ALL
  SELECT o.nspname, r.role || ' may CREATE' FROM roles AS r, ours AS o
  WHERE has_schema_privilege(r.oid, o.oid, 'CREATE')
  UNION ALL
  SELECT current_database(), r.role || ' may CREATE' FROM roles AS r
  WHERE has_database_privilege(r.oid, current_database(), 'CREATE')`;

/** Sequences of other schemas, and functions of the platform beyond those a plugin needs. */
const SEQUENCES_AND_FUNCTIONS = `
  WITH roles AS (${APPLICATION_ROLES}),
  functions AS (
    SELECT p.oid, format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) AS name
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('app', 'platform_control')
  )
  SELECT s.name AS object, r.role || ' may ' || privilege AS fault
  FROM roles AS r, (${OUR_RELATIONS}) AS s, unnest(ARRAY['USAGE', 'SELECT', 'UPDATE']) AS privilege
  WHERE s.relkind = 'S' AND s.nspname <> r.schema AND has_sequence_privilege(r.oid, s.oid, privilege)
  UNION ALL
  SELECT f.name, r.role || ' may EXECUTE' FROM roles AS r, functions AS f
  WHERE has_function_privilege(r.oid, f.oid, 'EXECUTE') AND f.name <> ALL ($2::text[])
    AND NOT EXISTS (SELECT FROM jsonb_array_elements($3::jsonb) AS e
      WHERE e ->> 0 = r.role AND e ->> 1 = f.name)`;

/** Rules about what plugins may reach; everything not named is refused. */
export const privilegeChecks: readonly CatalogCheck[] = [
  {
    sql: RELATIONS,
    parameters: ({ schemas, reads }) => [schemas, JSON.stringify(SHARED), JSON.stringify(reads)],
  },
  { sql: SCHEMAS, parameters: ({ schemas, reads }) => [schemas, JSON.stringify(reads)] },
  {
    sql: SEQUENCES_AND_FUNCTIONS,
    parameters: ({ schemas }) => [schemas, SHARED_FUNCTIONS, JSON.stringify(EXECUTES)],
  },
];
