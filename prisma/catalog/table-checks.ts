import { type CatalogCheck, OUR_RELATIONS, TENANT_TABLES } from './catalog-fault.ts';

const TENANT_COLUMN = `(SELECT a.attnum FROM pg_attribute AS a
  WHERE a.attrelid = t.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)`;

/** `tenant_id UUID NOT NULL` with a foreign key to tenants; `id UUID PRIMARY KEY`; `UNIQUE (tenant_id, id)`. */
const COLUMNS = `
  WITH t AS (${TENANT_TABLES}),
  tenants AS (SELECT to_regclass('platform_control.tenants') AS oid)
  SELECT t.name AS object, 'has no tenant_id UUID NOT NULL' AS fault FROM t
  WHERE NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = t.oid AND a.attname = 'tenant_id'
    AND NOT a.attisdropped AND a.attnotnull AND a.atttypid = 'uuid'::regtype)
  UNION ALL
  SELECT t.name, 'has no foreign key from tenant_id to platform_control.tenants' FROM t
  WHERE NOT EXISTS (SELECT FROM pg_constraint AS k, tenants WHERE k.conrelid = t.oid AND k.contype = 'f'
    AND k.convalidated AND k.confrelid = tenants.oid AND k.conkey = ARRAY[${TENANT_COLUMN}])
  UNION ALL
  SELECT t.name, 'has no id UUID PRIMARY KEY' FROM t
  WHERE NOT EXISTS (SELECT FROM pg_constraint AS k JOIN pg_attribute AS a ON a.attrelid = t.oid
    AND ARRAY[a.attnum] = k.conkey AND a.attname = 'id' AND a.atttypid = 'uuid'::regtype
    WHERE k.conrelid = t.oid AND k.contype = 'p')
  UNION ALL
  SELECT t.name, 'has no UNIQUE (tenant_id, id)' FROM t
  WHERE NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conrelid = t.oid AND k.contype = 'u'
    AND k.conkey = ARRAY[${TENANT_COLUMN}, (SELECT a.attnum FROM pg_attribute AS a
      WHERE a.attrelid = t.oid AND a.attname = 'id')])`;

/** A unique index without the tenant tells that a value exists elsewhere. The primary key on id alone is random. */
const UNIQUE_INDEXES = `
  WITH t AS (${TENANT_TABLES})
  SELECT format('%I.%I', t.nspname, c.relname) AS object, 'is unique without tenant_id' AS fault
  FROM t JOIN pg_index AS i ON i.indrelid = t.oid JOIN pg_class AS c ON c.oid = i.indexrelid
  WHERE (i.indisunique OR i.indisexclusion)
    AND NOT coalesce(${TENANT_COLUMN} = ANY (i.indkey::int2[]), false)
    AND NOT (i.indisprimary AND i.indnkeyatts = 1 AND EXISTS (SELECT FROM pg_attribute AS a
      WHERE a.attrelid = t.oid AND a.attname = 'id' AND a.attnum = i.indkey[0]))`;

/** A foreign key between tenant tables without the tenant lets a row point at another tenant's. */
const FOREIGN_KEYS = `
  WITH t AS (${TENANT_TABLES})
  SELECT t.name || '.' || k.conname AS object,
    'references ' || target.name || ' without tenant_id' AS fault
  FROM t JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'f'
  JOIN t AS target ON target.oid = k.confrelid
  WHERE NOT EXISTS (
    SELECT FROM unnest(k.conkey, k.confkey) AS pair (own, other)
    JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = pair.own AND a.attname = 'tenant_id'
    JOIN pg_attribute AS b ON b.attrelid = target.oid AND b.attnum = pair.other AND b.attname = 'tenant_id')
  UNION ALL
  SELECT t.name || '.' || k.conname, 'references the control table ' || target.name
  FROM t JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'f'
  JOIN (${OUR_RELATIONS}) AS target ON target.oid = k.confrelid
  WHERE target.nspname = 'platform_control'
    AND NOT (target.relname = 'tenants' AND k.conkey = ARRAY[${TENANT_COLUMN}])`;

/** What keeps rows where no policy looks, or shows a control table to whoever may read the view. */
const OTHER_RELATIONS = `
  WITH ours AS (${OUR_RELATIONS})
  SELECT name AS object, 'is a materialised view' AS fault FROM ours WHERE relkind = 'm'
  UNION ALL
  SELECT name, 'is a foreign table' FROM ours WHERE relkind = 'f'
  UNION ALL
  SELECT name, 'is owned by ' || pg_get_userbyid(relowner) || ', not by gestas_owner' FROM ours
  WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND pg_get_userbyid(relowner) <> 'gestas_owner'
  UNION ALL
  SELECT DISTINCT v.name, 'shows the control table ' || control.name
  FROM ours AS v JOIN pg_rewrite AS r ON r.ev_class = v.oid
  JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    AND d.refclassid = 'pg_class'::regclass
  JOIN ours AS control ON control.oid = d.refobjid AND control.nspname = 'platform_control'
  WHERE v.nspname <> 'platform_control'`;

const none = () => [];

/** Rules about tables, keys, indexes and what looks like a table. */
export const tableChecks: readonly CatalogCheck[] = [
  { sql: COLUMNS, parameters: none },
  { sql: UNIQUE_INDEXES, parameters: none },
  { sql: FOREIGN_KEYS, parameters: none },
  { sql: OTHER_RELATIONS, parameters: none },
];
