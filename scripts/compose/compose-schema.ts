import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';

/** What the Compose specification's JSON schema finds wrong with a parsed file: one line each, none when it is valid. */
export function composeFaults(file: unknown): readonly string[] {
  const require = createRequire(import.meta.url);
  const home = dirname(require.resolve('dclint/package.json'));
  const text = readFileSync(join(home, 'schemas/compose.schema.json'), 'utf8');
  const { $schema: _draft7, ...schema } = JSON.parse(text) as { $schema: string };
  const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true });
  const validate = ajv.compile(schema);
  if (validate(file)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
