import { join } from 'node:path';
import type { Manifest } from '@gestas/sdk';

/**
 * What a plugin's process gets besides what the platform derives for it: variables given under the plugin's own prefix, and
 * `<SCHEMA>_DATA_DIR`, a folder in the data folder for what it writes.
 */
export function ownVariables(
  { database: { schema } }: Manifest,
  dataFolder: string,
  given: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const prefix = `${schema.toUpperCase()}_`;
  const own = Object.entries(given).flatMap(([name, value]) =>
    name.startsWith(prefix) && value ? [[name, value] as const] : [],
  );
  return { [`${prefix}DATA_DIR`]: join(dataFolder, 'plugins', schema), ...Object.fromEntries(own) };
}
