import type { Draft } from './about.ts';
import { filterable, sqlName } from './field-shapes.ts';
import { lines } from './layout.ts';
import { snake } from './names.ts';

/** Where the first migration is. */
export function migrationPath({ names }: Draft): string {
  return `prisma/migrations/20261124000000_${names.schema}/migration.sql`;
}

/** The migration: table, indexes that start with the tenant, forced row-level security, and the role's rights. */
export function migration({ names, fields }: Draft): string {
  const table = `${names.schema}.${sqlName(names.table)}`;
  const columns = fields.flatMap((shape) =>
    shape.columns.map(({ name, sql }) => `  ${sqlName(name)} ${sql}${bounds(shape.spec, name)},`),
  );
  const unique = fields
    .filter(({ spec }) => spec.unique)
    .map(({ columns: [first] }) => `,\n  UNIQUE (tenant_id, ${sqlName(first?.name ?? 'id')})`);
  const indexes = filterable(fields).map(({ property }) => {
    const column = snake(property);
    return `CREATE INDEX ${indexName(names.table, property)} ON ${table} (tenant_id, ${sqlName(column)}, created_at DESC, id DESC);`;
  });
  return `${lines(
    `CREATE TABLE ${table} (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
${columns.join('\n')}
  created_by_id UUID NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id)${unique.join('')}
);
CREATE INDEX ${names.table}_by_time ON ${table} (tenant_id, created_at DESC, id DESC);`,
    ...indexes,
  )}

ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ${table}
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${names.role};
`;
}

function bounds({ type, min, max }: Draft['spec']['fields'][number], column: string): string {
  const bounded = ['INTEGER', 'DECIMAL', 'MONEY'].includes(type) && !column.endsWith('_currency');
  if (!bounded || (min === null && max === null)) return '';
  const checks = [
    ...(min === null ? [] : [`${sqlName(column)} >= ${min}`]),
    ...(max === null ? [] : [`${sqlName(column)} <= ${max}`]),
  ];
  return ` CHECK (${checks.join(' AND ')})`;
}

function indexName(table: string, property: string): string {
  return `${table}_by_${snake(property)}`;
}

/** `schema.prisma`, in step with the migration. */
export function prismaSchema({ names, fields }: Draft): string {
  const rows: (readonly [string, string])[] = [
    ['id', 'String @id @db.Uuid'],
    ['tenantId', 'String @map("tenant_id") @db.Uuid'],
    ...fields.flatMap(({ columns }) =>
      columns.map(({ property, prisma }) => [property, prisma] as const),
    ),
    ['createdById', 'String @map("created_by_id") @db.Uuid'],
    ['createdAt', 'DateTime @default(now()) @map("created_at") @db.Timestamptz(3)'],
    ['updatedAt', 'DateTime @default(now()) @map("updated_at") @db.Timestamptz(3)'],
  ];
  const widest = Math.max(...rows.map(([name]) => name.length));
  const types = rows.map(([, text]) => text.split(' ')[0] ?? '');
  const widestType = Math.max(...types.map((type) => type.length));
  const aligned = rows.map(([name, text], at) => {
    const type = types[at] ?? '';
    const rest = text.slice(type.length).trim();
    return `  ${name.padEnd(widest)} ${rest ? `${type.padEnd(widestType)} ${rest}` : type}`;
  });
  const unique = fields
    .filter(({ spec }) => spec.unique)
    .map(({ columns: [first] }) => `  @@unique([tenantId, ${first?.property ?? 'id'}])`);
  const indexes = filterable(fields).map(
    ({ property }) =>
      `  @@index([tenantId, ${property}, createdAt(sort: Desc), id(sort: Desc)], map: "${indexName(names.table, property)}")`,
  );
  return `generator client {
  provider     = "prisma-client"
  output       = "../src/generated/prisma"
  moduleFormat = "esm"
  importFileExtension = "ts"
}

datasource db {
  provider = "postgresql"
  schemas  = ["${names.schema}"]
}

model ${names.entity} {
${aligned.join('\n')}

${lines(
  '  @@unique([tenantId, id])',
  ...unique,
  `  @@index([tenantId, createdAt(sort: Desc), id(sort: Desc)], map: "${names.table}_by_time")`,
  ...indexes,
  `  @@map("${names.table}")`,
  `  @@schema("${names.schema}")`,
)}
}
`;
}
