import type { Candidate } from '../models/candidate.ts';
import type { Issue } from '../models/verdict.ts';
import { contentOf, fault, type Gate } from './gate.ts';

const NAME = `(?:"[a-z0-9_]+"|[a-z][a-z0-9_]*)`;

/** Tenant rules of every table, and an allow-list of statements: what is not on it does not reach the database. */
export const migrationGate: Gate = {
  name: 'tenancy',
  check: ({ candidate }) => {
    const schema = schemaOf(candidate);
    return candidate.files
      .filter(({ path }) => path.endsWith('.sql'))
      .flatMap(({ path, content }) => migrationFaults(content, path, schema));
  },
};

function schemaOf(candidate: Candidate): string {
  const text = contentOf(candidate, 'manifest.json') ?? '{}';
  const manifest = JSON.parse(text) as { database?: { schema?: string } };
  return manifest.database?.schema ?? '';
}

function migrationFaults(text: string, file: string, schema: string): readonly Issue[] {
  const statements = statementsOf(text);
  const allowed = allowedStatements(schema);
  const foreign = statements
    .filter(({ sql }) => !allowed.some((pattern) => pattern.test(sql)))
    .map(({ sql, line }) =>
      fault('STATEMENT_NOT_ALLOWED', `A generated migration may not say: ${sql.slice(0, 80)}`, {
        file,
        line,
        suggestion:
          'Create tables and indexes of your own schema, fence them, and grant your own role.',
      }),
    );
  const tables = statements.flatMap(({ sql, line }) => {
    const table = new RegExp(`^CREATE TABLE (${schema}\\.${NAME}) `).exec(sql)?.[1];
    return table
      ? tableFaults(
          table,
          sql,
          statements.map((one) => one.sql),
          { file, line },
          schema,
        )
      : [];
  });
  const none = statements.some(({ sql }) => sql.startsWith('CREATE TABLE'))
    ? []
    : [fault('TABLE_MISSING', 'The migration creates no table.', { file })];
  return [...foreign, ...tables, ...none];
}

function allowedStatements(schema: string): readonly RegExp[] {
  const table = `${schema}\\.${NAME}`;
  return [
    new RegExp(`^CREATE TABLE ${table} \\((?!.*(?:${UNSAFE}))[^;]*\\)$`),
    new RegExp(`^CREATE (?:UNIQUE )?INDEX ${NAME} ON ${table} \\([^;()$]*\\)$`),
    new RegExp(`^ALTER TABLE ${table} (?:ENABLE|FORCE) ROW LEVEL SECURITY$`),
    new RegExp(`^CREATE POLICY tenant ON ${table} USING ${POLICY} WITH CHECK ${POLICY}$`),
    new RegExp(`^GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO gestas_${schema}$`),
  ];
}

/** Calls and quotes that a table of plain columns never needs. */
const UNSAFE = String.raw`\bDEFAULT (?!now\(\)|'|[0-9]|true|false)|\$\w*\$|\b(?:pg_|app\.|dblink|lo_|set_config|current_setting|xml|query_to)|\bGENERATED\b|\bINHERITS\b|\bLIKE\b`;
const POLICY = String.raw`\(tenant_id = \(SELECT app\.current_tenant\(\)\)\)`;

function tableFaults(
  table: string,
  sql: string,
  all: readonly string[],
  place: { readonly file: string; readonly line: number },
  schema: string,
): readonly Issue[] {
  const must: Record<string, boolean> = {
    TENANT_COLUMN_MISSING:
      /\btenant_id UUID NOT NULL REFERENCES platform_control\.tenants \(id\)/.test(sql),
    TENANT_KEY_MISSING: /\bUNIQUE \(tenant_id, id\)/.test(sql),
    UNIQUE_WITHOUT_TENANT:
      !/\bUNIQUE \((?!tenant_id\b)/.test(sql) && !/\w UNIQUE\b(?! \()/.test(sql),
    FOREIGN_REFERENCE:
      !/\bREFERENCES (?!platform_control\.tenants \(id\))/.test(sql) ||
      new RegExp(`REFERENCES ${schema}\\.`).test(sql),
    ROW_SECURITY_MISSING: all.includes(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`),
    ROW_SECURITY_NOT_FORCED: all.includes(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`),
    POLICY_MISSING: all.some((one) => one.startsWith(`CREATE POLICY tenant ON ${table} `)),
    GRANT_MISSING: all.some((one) => one.startsWith('GRANT ') && one.includes(` ON ${table} `)),
    FLOATING_POINT: !/\b(?:REAL|FLOAT|DOUBLE PRECISION|MONEY)\b/i.test(
      sql.replace(/CHECK \([^)]*\)/g, ''),
    ),
  };
  return Object.entries(must)
    .filter(([, holds]) => !holds)
    .map(([code]) =>
      fault(code, `${table} breaks a tenant rule of the platform.`, {
        ...place,
        suggestion: 'See the template’s migration.',
      }),
    );
}

/** Statements with white space as one space, comments left out, and the line each begins at. */
function statementsOf(text: string): readonly { readonly sql: string; readonly line: number }[] {
  const bare = text
    .replace(/--[^\n]*/g, '')
    .replace(/\/\*[\s\S]*?\*\//g, (found) => found.replace(/[^\n]/g, ''));
  let line = 1;
  return bare.split(';').flatMap((part) => {
    const lead = part.length - part.trimStart().length;
    const at = line + (part.slice(0, lead).match(/\n/g)?.length ?? 0);
    line += part.match(/\n/g)?.length ?? 0;
    const sql = part.replace(/\s+/g, ' ').trim();
    return sql === '' ? [] : [{ sql, line: at }];
  });
}
